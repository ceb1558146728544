import { addDays, type CalendarDay, instantOf } from '#shared/kernel/calendar.ts'
import type { PracticeLedger, PublishedLine } from '#shared/practitioners/index.ts'
import type {
  Appointment,
  CascadeLine,
  Place,
  PublicMonth,
  PublicSession,
  PublicSite,
  Wait,
} from '#shared/scheduling/index.ts'

/** Tuesday, 15 September 2026, 8:12 in Beijing: the day of the pictures. */
export const today = '2026-09-15'
export const now = instantOf(today, 8 * 60 + 12)

const makeUpDays = ['2026-09-20']
const holidays = ['2026-09-25', '2026-09-26', '2026-09-27']

const kindOf = (date: string): CalendarDay['kind'] => {
  if (makeUpDays.includes(date)) return 'make-up'
  if (holidays.includes(date)) return 'holiday'
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) ? 'weekend' : 'workday'
}

export const days = (from: string, count: number): CalendarDay[] =>
  Array.from({ length: count }, (_, index) => {
    const date = addDays(from, index)
    const kind = kindOf(date)
    return { date, kind, ...(kind === 'holiday' ? { name: '中秋节', nameEn: 'Mid-Autumn Festival' } : {}) }
  })

type Spot = readonly [lon: number, lat: number]

const siteIn = (code: string, shortName: string, [lon, lat]: Spot, address: string): PublicSite => ({
  siteId: `site-${code.slice(-3)}`,
  name: `${shortName}社区卫生服务中心`,
  shortName,
  address,
  subdistrictCode: code,
  subdistrictName: `${shortName}街道`,
  lon,
  lat,
})

export const wangjing = siteIn('110105026', '望京', [116.474, 39.996], '花家地北里8号')
export const laiguangying = siteIn('110105032', '来广营', [116.455, 40.012], '来广营西路甲1号')
export const datun = siteIn('110105025', '大屯', [116.445, 40.003], '大屯路222号')
export const donghu = siteIn('110105043', '东湖', [116.47, 40.007], '利泽西园')
export const shuangjing = siteIn('110105016', '双井', [116.462, 39.895], '')
export const sites = [wangjing, laiguangying, datun, donghu, shuangjing]

/** `1` free, `0` taken; numbers from 1, `step` minutes apart. */
export const cellsOf = (pattern: string, start: number, step = 15): PublicSession['cells'] =>
  [...pattern].map((free, index) => [index + 1, start + index * step, free === '1' ? 1 : 0])

interface Plan {
  readonly site: PublicSite
  /** Days after today. */
  readonly ahead: number
  readonly start?: number
  readonly pattern?: string
  readonly name?: string
  readonly kind?: PublicSession['kind']
  readonly state?: PublicSession['state']
  readonly releaseAt?: number
}

const morning = 9 * 60
export const afternoon = 13 * 60 + 30

export function sessionAt({
  site,
  ahead,
  start = morning,
  pattern = '00010011',
  name = '陈思远',
  ...rest
}: Plan): PublicSession {
  const date = addDays(today, ahead)
  return {
    sessionId: `${site.siteId}.${date.replaceAll('-', '')}.${start < 720 ? 'am' : 'pm'}${name.length}`,
    siteId: site.siteId,
    date,
    time: { start, end: start + 180 },
    kind: rest.kind ?? 'general',
    practitionerName: name,
    practitionerTitle: 'chief',
    releaseAt: rest.releaseAt ?? instantOf(addDays(date, -14), 480),
    state: rest.state ?? 'published',
    cells: cellsOf(pattern, start),
  }
}

export const inPictures: PublicSession[] = [
  sessionAt({ site: laiguangying, ahead: 0, start: afternoon, pattern: '00000000001', name: '沈一诺' }),
  sessionAt({ site: wangjing, ahead: 1 }),
  sessionAt({
    site: donghu,
    ahead: 1,
    start: afternoon,
    pattern: '00000000000',
    name: '秦书白',
    kind: 'child',
  }),
  sessionAt({
    site: wangjing,
    ahead: 1,
    start: afternoon,
    pattern: '11111',
    name: '欧阳景行',
    kind: 'old-age',
    state: 'stopped',
  }),
  sessionAt({ site: datun, ahead: 2, pattern: '000011111111', name: '周明哲', kind: 'old-age' }),
  sessionAt({ site: wangjing, ahead: 2, start: 510, pattern: '0000111', name: '贺文谦' }),
  sessionAt({
    site: wangjing,
    ahead: 2,
    start: afternoon,
    pattern: '00000000',
    name: '顾清和',
    kind: 'sleep',
  }),
  sessionAt({
    site: wangjing,
    ahead: 3,
    pattern: '11111111',
    name: '欧阳景行',
    kind: 'old-age',
    releaseAt: instantOf(addDays(today, 2), 480),
  }),
  sessionAt({ site: wangjing, ahead: 4, pattern: '000000011' }),
  sessionAt({ site: datun, ahead: 5, pattern: '00000000111', name: '姚敬之' }),
  sessionAt({ site: donghu, ahead: 6, pattern: '0000011111', name: '许安然' }),
  sessionAt({
    site: laiguangying,
    ahead: 6,
    start: afternoon,
    pattern: '1111111111',
    name: '贺文谦',
    releaseAt: instantOf(addDays(today, 1), 480),
  }),
  sessionAt({ site: wangjing, ahead: 15, pattern: '1111' }),
  sessionAt({ site: shuangjing, ahead: 1, pattern: '1111', name: '高若兰' }),
]

export const monthOf = (sessions: readonly PublicSession[] = inPictures, madeAt = now): PublicMonth => ({
  month: today.slice(0, 7),
  madeAt,
  days: days('2026-09-01', 30),
  sites: sites.filter(({ siteId }) => sessions.some((session) => session.siteId === siteId)),
  sessions: [...sessions],
})

export const appointmentOf = (changes: Partial<Appointment> = {}): Appointment => ({
  appointmentId: 'appointment-1',
  slotId: 'site-026.20260916.am3.04',
  sessionId: 'site-026.20260916.am3',
  patientId: 'patient-1',
  siteId: wangjing.siteId,
  siteName: wangjing.name,
  practitionerId: 'p-1',
  practitionerName: '陈思远',
  date: addDays(today, 1),
  time: { start: 585, end: 600 },
  room: '2 诊室',
  number: 4,
  pool: 'public',
  kind: 'general',
  visit: 'first',
  state: 'booked',
  code: '472916',
  bookedAt: now,
  ...changes,
})

export const waitOf = (changes: Partial<Wait> = {}): Wait & { place: number } => ({
  waitId: 'wait-1',
  patientId: 'patient-1',
  siteId: donghu.siteId,
  siteName: donghu.name,
  kind: 'sleep',
  from: today,
  to: addDays(today, 14),
  need: { level: 'routine' },
  visit: 'return',
  joinedAt: now,
  joinedBy: 'self',
  state: 'waiting',
  passed: [],
  lapses: 0,
  steps: [],
  version: 1,
  place: 2,
  ...changes,
})

export const offerUntil = (until: number): NonNullable<Wait['offer']> => ({
  slotId: 'site-043.20260918.pm3.04',
  date: addDays(today, 3),
  time: { start: 855, end: 870 },
  number: 4,
  room: '1 诊室',
  practitionerName: '秦书白',
  madeAt: now,
  until,
})

export const lineOf = (changes: Partial<CascadeLine> = {}): CascadeLine => ({
  slotId: 'site-026.20260916.am3.04',
  sessionId: 'site-026.20260916.am3',
  siteId: wangjing.siteId,
  siteName: wangjing.name,
  date: addDays(today, 1),
  time: { start: 585, end: 600 },
  number: 4,
  practitionerName: '陈思远',
  appointmentId: 'appointment-1',
  patientId: 'patient-1',
  visit: 'return',
  need: { level: 'routine' },
  state: 'offered',
  tried: [],
  told: [],
  unanswered: 0,
  steps: [],
  version: 1,
  ...changes,
})

export const placeOf = (changes: Partial<Place> = {}): Place => ({
  number: 11,
  state: 'arrived',
  ahead: 3,
  calling: [8],
  before: [9, 10],
  room: '2 诊室',
  expectedAt: 640,
  ...changes,
})

const year = { from: '2026-01-01', to: '2026-12-31' }
const filed = (name: string, changes: Partial<PublishedLine> = {}): PublishedLine => ({
  ...{ name, siteName: wangjing.name, siteId: wangjing.siteId, title: 'chief', basis: 'alliance' },
  ...{ ...year, termTo: year.to, open: [year], endedEarly: false },
  ...changes,
})

export const ledger: PracticeLedger = {
  asOf: today,
  lines: [
    filed('陈思远'),
    filed('阿不都热依木·买买提', { open: [], siteName: '潘家园第二社区卫生服务中心（松榆里分部）' }),
    filed('顾清和', { termTo: '2026-06-30', to: '2026-06-30', endedEarly: true }),
  ],
}
