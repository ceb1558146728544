import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { createApp } from '#functions/platform/http.ts'
import type { Platform } from '#functions/platform/platform.ts'
import type { PublicFiles } from '#functions/platform/public-files.ts'
import type { Table } from '#functions/platform/table.ts'
import { openConsumers } from '#functions/scheduling/consumers.ts'
import { schedulingRoutes } from '#functions/scheduling/routes.ts'
import type { SiteFacts } from '#shared/alliance/index.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import type { PractitionerFacts } from '#shared/practitioners/index.ts'
import {
  type Session,
  type SessionPlan,
  type SessionWithCells,
  type Slot,
  schedulingContract,
} from '#shared/scheduling/index.ts'
import { type Answer, asking, type Headers, people, testPlatform } from '#test/support/platform.ts'

/** Tuesday, 15 September 2026, 8:00 in Beijing: the day of the pictures. */
export const today = '2026-09-15'
export const morning = instantOf(today, 480)
export const minutes = 60_000

export const wangjing = 'site-050'
export const donghu = 'site-051'
export const farAway = 'site-031'

export const plan = (changed: Partial<SessionPlan> = {}): SessionPlan => ({
  departmentId: 'dep-050',
  practitionerId: 'prac-001',
  date: '2026-09-16',
  time: { start: 540, end: 720 },
  room: '2 诊室',
  kind: 'general',
  slotMinutes: 15,
  quotas: { public: 7, clinic: 3, referral: 2 },
  release: { daysAhead: 14, at: 480 },
  ...changed,
})

export const siteEvent = (siteId: string, changed: Partial<SiteFacts> = {}): SiteFacts => ({
  siteId,
  organisationId: siteId,
  organisationName: '望京社区卫生服务中心',
  name: '望京社区卫生服务中心',
  shortName: '望京',
  initials: ['wj'],
  kind: 'community-centre',
  tier: 'primary',
  networkRole: 'base',
  areaCode: '110105025',
  areaName: '望京街道',
  address: '朝阳区望京西园四区',
  lon: 116.47,
  lat: 39.995,
  version: 1,
  ...changed,
})

export const practitionerEvent = (
  practitionerId: string,
  changed: Partial<PractitionerFacts> = {},
): PractitionerFacts => ({
  practitionerId,
  name: '陈思远',
  initials: 'csy',
  title: 'chief',
  specialties: ['general'],
  languages: [],
  mainOrganisationId: 'site-056',
  mainOrganisationName: '首都医科大学附属北京安定医院',
  sites: [wangjing, donghu, farAway].map((siteId) => ({
    practiceId: `pr-${siteId}`,
    siteId,
    basis: 'alliance' as const,
    from: '2026-01-01',
    to: '2027-12-31',
  })),
  version: 1,
  ...changed,
})

let order = 0
export const event = (name: string, data: unknown, more: Partial<Delivered> = {}): Delivered => {
  const [context = '', act = ''] = name.split('/')
  order += 1
  return {
    context,
    act,
    aggregateId: 'a',
    entryId: `e${order}`,
    at: morning,
    personId: 'office',
    basis: 'office',
    patientIds: [],
    data,
    order: String(order).padStart(10, '0'),
    ...more,
  }
}

export const card = (name = '王桂兰') => ({ name, sex: '2', birthYear: 1959, phoneTail: '2210' })

export interface ClinicChoice {
  readonly table?: Table
  readonly files?: PublicFiles
  /** Patients known at Wangjing; p-1 and p-2 unless others are named. */
  readonly patients?: readonly string[]
}

/** A clinic over the real engine with its neighbours' facts told by events, and a clock that the test holds. */
export async function openClinic({ table, files, patients = ['p-1', 'p-2'] }: ClinicChoice = {}) {
  const clock = { now: morning }
  const platform = await testPlatform({
    context: 'scheduling',
    now: () => clock.now,
    ...(table ? { table } : {}),
  })
  const consumers = openConsumers(platform, files, { waits: true, pauseMs: 0 })
  const hear = (name: string, data: unknown, more?: Partial<Delivered>) =>
    heard(consumers, event(name, data, more))
  await tellNeighbours(hear, platform, patients)
  const app = createApp(schedulingContract, schedulingRoutes(platform), platform)
  return { platform, app, clock, consumers, hear, ...(await callers(platform, app)) }
}
export type Clinic = Awaited<ReturnType<typeof openClinic>>

export async function heard(consumers: Consumers, told: Delivered): Promise<void> {
  await consumers[`${told.context}/${told.act}`]?.(told)
}

type Hear = (name: string, data: unknown, more?: Partial<Delivered>) => Promise<void>

async function tellNeighbours(hear: Hear, platform: Platform, patients: readonly string[]): Promise<void> {
  const sites = [
    siteEvent(wangjing),
    siteEvent(donghu, {
      name: '东湖社区卫生服务中心',
      shortName: '东湖',
      lon: 116.465,
      lat: 40.01,
      areaCode: '110105024',
      areaName: '东湖街道',
    }),
    siteEvent(farAway, {
      name: '十八里店社区卫生服务中心',
      shortName: '十八里店',
      lon: 116.48,
      lat: 39.84,
      areaCode: '110105028',
    }),
  ]
  for (const site of sites) {
    const departmentId = `dep-${site.siteId.slice(5)}`
    await hear('alliance/department-accepted', {
      ...site,
      departmentId,
      departmentName: '精神科',
      departmentVersion: 1,
    })
  }
  for (const practitionerId of ['prac-001', 'prac-002', 'prac-003'])
    await hear(
      'practitioners/practitioner-registered',
      practitionerEvent(practitionerId, { name: practitionerId }),
    )
  for (const patientId of patients) await tellPatient(hear, platform, patientId)
}

export const tellPatient = (
  hear: Hear,
  { fields }: Platform,
  patientId: string,
  siteIds: readonly string[] = [wangjing],
) =>
  hear('patients/patient-registered', {
    patientId,
    siteIds,
    version: 1,
    card: fields.seal(JSON.stringify(card()), patientId),
  })

async function callers(platform: Platform, app: Parameters<typeof asking>[0]) {
  const all = people(platform)
  const by = async (headers: Promise<Headers>) => asking(app, await headers)
  return {
    staff: await by(all.clinicStaff(wangjing)),
    otherStaff: await by(all.clinicStaff(donghu)),
    farStaff: await by(all.clinicStaff(farAway)),
    doctor: await by(all.practitioner('prac-001')),
    otherDoctor: await by(all.practitioner('prac-002')),
    patient: await by(all.patient('p-1')),
    otherPatient: await by(all.patient('p-2')),
    guardian: await by(all.guardian('p-1')),
    office: await by(all.office()),
    nobody: await by(all.nobody()),
    stranger: await by(all.stranger()),
    desk: await by(all.referralDesk('org-1')),
    as: async (patientId: string) => by(all.patient(patientId)),
  }
}
export type Caller = Clinic['staff']

export const ok = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

export async function draft(
  by: Caller,
  changed: Partial<SessionPlan> = {},
  siteId = wangjing,
): Promise<Session> {
  const departmentId = `dep-${siteId.slice(5)}`
  return ok(await by.post(`/api/scheduling/sites/${siteId}/sessions`, plan({ departmentId, ...changed })))
}

export async function published(
  by: Caller,
  changed: Partial<SessionPlan> = {},
  siteId = wangjing,
): Promise<SessionWithCells> {
  const { sessionId, version } = await draft(by, changed, siteId)
  return ok(await by.post(`/api/scheduling/sessions/${sessionId}/publication`, { version }))
}

export const freeIn = ({ cells }: SessionWithCells, pool = 'public'): string[] =>
  cells.filter((cell) => cell.pool === pool && cell.state === 'free').map(({ slotId }) => slotId)

export const book = (
  by: Caller,
  slotId: string | undefined,
  patientId = 'p-1',
  key?: string,
): Promise<Answer> =>
  by.post(`/api/scheduling/slots/${slotId}/appointment`, { patientId, visit: 'return' }, key)

export const cancel = (
  by: Caller,
  { slotId, appointmentId }: { slotId: string; appointmentId: string },
): Promise<Answer> =>
  by.post(`/api/scheduling/slots/${slotId}/cancellation`, { appointmentId, reason: 'patient-wish' })

export const move = (
  by: Caller,
  from: { slotId: string; appointmentId: string },
  toSlotId: string | undefined,
): Promise<Answer> =>
  by.post(`/api/scheduling/slots/${from.slotId}/move`, { appointmentId: from.appointmentId, toSlotId })

export const step = (
  by: Caller,
  { slotId, appointmentId }: { slotId: string; appointmentId: string },
  command: string,
): Promise<Answer> => by.post(`/api/scheduling/slots/${slotId}/steps`, { appointmentId, command })

export const readSession = async (
  by: Caller,
  sessionId: string,
): Promise<{ slots: Slot[]; version: number; state: string }> =>
  ok(await by.get(`/api/scheduling/sessions/${sessionId}`))
