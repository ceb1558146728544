import { instantOf } from '#shared/kernel/calendar.ts'
import type { Candidate, Visit } from '#shared/scheduling/index.ts'
import { siteId } from './pages.ts'

/** Wednesday, the day after the tests' today. */
export const wednesday = '2026-09-16'
export const workday = { date: wednesday, kind: 'workday' } as const

export const candidateOf = (name: string, over: Partial<Candidate> = {}): Candidate => ({
  practitionerId: `prac-${[...name].map((one) => one.codePointAt(0)?.toString(16)).join('')}`,
  name,
  title: 'associate-chief',
  initials: 'x',
  organisationName: '北京安定医院',
  kinds: ['child'],
  can: 'book',
  mode: 'book',
  spans: [],
  ...over,
})

export const visitOf = (over: Partial<Visit> = {}): Visit => ({
  visitId: `${siteId}.20260916.v`,
  siteId,
  siteName: '望京社区卫生服务中心',
  practitionerId: 'prac-001',
  practitionerName: '陈思远',
  practitionerTitle: 'chief',
  plan: {
    practitionerId: 'prac-001',
    departmentId: 'dep-1',
    date: wednesday,
    time: { start: 810, end: 990 },
    room: '1',
    kind: 'child',
    slotMinutes: 15,
    quotas: { public: 7, clinic: 3, referral: 2 },
    release: { daysAhead: 14, at: 480 },
  },
  mode: 'ask',
  state: 'asked',
  words: '孩子三点放学。',
  askedBy: '李敏',
  askedAt: instantOf('2026-09-15', 540),
  answerBy: instantOf('2026-09-15', 990),
  version: 1,
  ...over,
})
