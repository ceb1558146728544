import type { Subdistrict } from '#shared/alliance/index.ts'
import { now } from '#test/scheduling/pages.ts'
import { boardOf, cardIn, inDays, loadOverlays, siteNamed } from './pages.ts'

export const area = (code: string, shortName: string, tileColumn: number, tileRow: number): Subdistrict => ({
  code,
  name: `${shortName}街道`,
  shortName,
  initials: 'x',
  tileColumn,
  tileRow,
  lon: 116,
  lat: 40,
})
const session = (siteId: string, date: string, kind = 'general', state = 'published') => ({
  sessionId: `${siteId}.${date}.${kind}`,
  siteId,
  date,
  time: { start: 540, end: 720 },
  kind,
  practitionerName: '陈思远',
  practitionerTitle: 'chief',
  releaseAt: 0,
  state,
  cells: [],
})
const publicSite = (siteId: string, name: string, subdistrictCode: string) => ({
  siteId,
  name,
  shortName: name,
  address: '',
  subdistrictCode,
  subdistrictName: name,
  lon: 116,
  lat: 40,
})
/** 2026-09-15 is a Tuesday: the four weeks begin on the 14th. 望京 has all of them, 东坝 two, 孙河 none. */
const month = {
  month: '2026-09',
  madeAt: now,
  days: [{ date: '2026-09-25', kind: 'holiday', name: '中秋节', nameEn: 'Mid-Autumn' }],
  sites: [publicSite('s1', '望京', '110105001'), publicSite('s2', '东坝', '110105002')],
  sessions: [
    ...[1, 8, 15].map((days) => session('s1', inDays(days))),
    session('s1', inDays(2), 'child'),
    session('s2', inDays(0)),
    session('s2', inDays(8), 'general', 'stopped'),
    session('s2', inDays(14)),
  ],
}
const october = {
  ...month,
  month: '2026-10',
  days: [],
  sessions: [session('s1', '2026-10-06')],
  sites: [month.sites[0]],
}
export const changying = {
  siteId: 's2',
  siteName: '东坝社区卫生服务中心',
  shortName: '东坝',
  areaCode: '110105002',
  areaName: '东坝',
  weeks: [1, 0, 1, 0],
  accepted: true,
  lastDay: '2026-08-06',
  waiting: [{ kind: 'child', people: 14, longestDays: 31, shortestDays: 2 }],
  people: 14,
}
export const sunhe = {
  ...changying,
  siteId: 's3',
  siteName: '孙河社区卫生服务中心',
  shortName: '孙河',
  areaCode: '110105003',
  accepted: false,
  lastDay: undefined,
  waiting: [],
  people: 0,
}
export const could = {
  proposalId: 's2.20260918.810-990.p1',
  as: 'add',
  siteId: 's2',
  practitionerId: 'p1',
  name: '何清越',
  title: 'chief',
  day: { date: '2026-09-18', kind: 'workday' },
  half: 'afternoon',
  time: { start: 810, end: 990 },
  kind: 'child',
  mode: 'book',
  travel: { added: 12, before: 17 },
  visitOfWeek: 2,
}
export const answers = {
  'GET /public-data/clinic-days-2026-09.json': () => month,
  'GET /public-data/clinic-days-2026-10.json': () => october,
  'GET /api/alliance/subdistricts': () => ({
    subdistricts: [
      area('110105001', '望京', 4, 3),
      area('110105002', '东坝', 6, 4),
      area('110105003', '孙河', 6, 1),
    ],
  }),
  'GET /api/alliance/sites': () => ({
    sites: [
      siteNamed('s1', '望京', { areaCode: '110105001' }),
      siteNamed('s2', '东坝', { areaCode: '110105002' }),
      siteNamed('s3', '孙河', { areaCode: '110105003' }),
    ],
    total: 3,
  }),
  'GET /api/alliance/departments': () =>
    boardOf(
      cardIn('s1', '望京', 'passed'),
      cardIn('s2', '东坝', 'passed'),
      cardIn('s3', '孙河', 'self-checking'),
    ),
  'GET /api/scheduling/coverage/gaps': () => ({ gaps: [changying, sunhe], sites: 3 }),
  'GET /api/scheduling/coverage/proposals': () => ({
    lines: [
      { gap: changying, proposals: [could], hindered: [] },
      {
        gap: { ...changying, siteId: 's1', shortName: '望京' },
        proposals: [],
        hindered: [{ reason: 'too-far', people: 3 }],
      },
      { gap: sunhe, proposals: [], hindered: [] },
    ],
  }),
}
const visitPlan = {
  practitionerId: 'p1',
  departmentId: 's2.psychiatry',
  date: '2026-09-18',
  time: { start: 810, end: 990 },
  room: '1',
  kind: 'child',
  slotMinutes: 15,
  quotas: { public: 7, clinic: 3, referral: 2 },
  release: { daysAhead: 14, at: 480 },
}
export const wholeVisit = {
  visitId: 's2.20260918.x',
  siteId: 's2',
  siteName: '东坝社区卫生服务中心',
  practitionerId: 'p1',
  practitionerTitle: 'chief',
  mode: 'book',
  askedBy: '方敏之',
  askedAt: now,
  answerBy: now,
  version: 1,
  plan: visitPlan,
}

/** `exact`: of a dialog's last step, whose words others begin with. */
export const press = (words: string, exact = false): void =>
  [...document.querySelectorAll<HTMLElement>('button')]
    .filter(({ textContent }) => (exact ? textContent?.trim() === words : textContent?.includes(words)))
    .at(exact ? -1 : 0)
    ?.click()

/** What is loaded on first use, so that no test waits for a compiler. */
export const loadCoverage = (): Promise<unknown> =>
  Promise.all([
    loadOverlays(),
    import('#frontends/alliance/components/DismissDialog.vue'),
    import('#frontends/alliance/components/PopulationDialog.vue'),
    import('#frontends/alliance/components/ProposalList.vue'),
    import('#frontends/alliance/components/TogetherPanel.vue'),
  ])
