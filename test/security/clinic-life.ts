import { department } from './alliance-life.ts'
import { here, type Life } from './open-life.ts'
import type { Patients } from './patients-life.ts'

export const sessionPlan = (siteId: string, practitionerId: string, date: string, start = 540) => ({
  departmentId: department(siteId),
  practitionerId,
  date,
  time: { start, end: start + 180 },
  room: `${practitionerId.slice(0, 3)} 诊室`,
  kind: 'general',
  slotMinutes: 10,
  quotas: { public: 8, clinic: 4, referral: 4 },
  release: { daysAhead: 60, at: 480 },
})

export interface Held {
  readonly slotId: string
  readonly appointmentId: string
}
interface Cell {
  readonly slotId: string
  readonly pool: string
  readonly state: string
}
export interface Published {
  readonly sessionId: string
  readonly version: number
  readonly cells: readonly Cell[]
}

const staffOf = (siteId: string) => (siteId === here ? 'clinic-staff' : 'other-staff')

export async function publish(
  { must }: Life,
  siteId: string,
  practitionerId: string,
  date: string,
  start?: number,
): Promise<Published> {
  const who = staffOf(siteId)
  const body = sessionPlan(siteId, practitionerId, date, start)
  const { sessionId, version } = await must(who, 'scheduling.createSession', { params: { siteId }, body })
  return must(who, 'scheduling.publishSession', { params: { sessionId }, body: { version } })
}

export const numberOf = ({ cells }: Published, pool: string, index = 0): string =>
  cells.filter((cell) => cell.pool === pool)[index]?.slotId ?? ''

export const book = (life: Life, who: string, slotId: string, patientId: string): Promise<Held> =>
  life.must(who, 'scheduling.bookSlot', {
    params: { slotId },
    body: { patientId, visit: 'return', note: life.secrets.note },
  })

/** Drafts, templates, a stop taken back, an extra number. */
export async function planSessions(life: Life, own: string): Promise<void> {
  const { must, day } = life
  const staff = 'clinic-staff'
  const params = { siteId: here }
  const draft = await must(staff, 'scheduling.createSession', {
    params,
    body: sessionPlan(here, own, day(10)),
  })
  const plan = { ...sessionPlan(here, own, day(10)), room: '5 诊室' }
  const given = { params: { sessionId: draft.sessionId }, body: { version: draft.version, plan } }
  const changed = await must(staff, 'scheduling.changeSession', given)
  const query = { version: String(changed.version) }
  await must(staff, 'scheduling.discardSession', { params: { sessionId: draft.sessionId }, query })

  const { sessionId, version } = await publish(life, here, own, day(11))
  const stop = { version, reason: 'hospital-duty', words: life.secrets.words }
  const { session } = await must(staff, 'scheduling.stopSession', { params: { sessionId }, body: stop })
  const resume = { version: session.version }
  await must(staff, 'scheduling.resumeSession', { params: { sessionId }, body: resume })
  await must('practitioner', 'scheduling.addExtraSlot', { params: { sessionId }, body: {} })
  await runTemplate(life, own)
  const week = { from: life.today, days: '14' }
  await must(staff, 'scheduling.listWeek', { params, query: week })
  await must(staff, 'scheduling.listChoices', { params })
  await must('practitioner', 'scheduling.readMyWeek', { params: { practitionerId: own }, query: week })
  await must('nobody', 'scheduling.readSettings')
}

async function runTemplate(life: Life, own: string): Promise<void> {
  const { must, day } = life
  const staff = 'clinic-staff'
  const params = { siteId: here }
  const { date: _, ...plan } = sessionPlan(here, own, '')
  const weekly = { ...plan, weekday: weekdayOf(day(16)), everyWeeks: 1, validFrom: day(12) }
  const { templateId, version } = await must(staff, 'scheduling.createTemplate', { params, body: weekly })
  const body = { version, plan: { ...weekly, room: '6 诊室' } }
  await must(staff, 'scheduling.changeTemplate', { params: { ...params, templateId }, body })
  await must(staff, 'scheduling.listTemplates', { params })
  const query = { from: day(12), days: '10' }
  await must(staff, 'scheduling.previewTemplates', { params, query })
  const run = { from: day(12), days: 10, publish: true, decisions: [] }
  await must(staff, 'scheduling.runTemplates', { params, body: run })
}

/** ISO 8601: 1 Monday – 7 Sunday. */
const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

/** Booked, moved, cancelled and booked again; today's patients come and are seen; every list is read. */
export async function seePatients(life: Life, own: string, patients: Patients): Promise<void> {
  const { must, day, today } = life
  const staff = 'clinic-staff'
  const coming = await publish(life, here, own, day(3))
  const first = await book(life, 'patient', numberOf(coming, 'public'), patients.self)
  const to = numberOf(coming, 'public', 1)
  const move = { appointmentId: first.appointmentId, toSlotId: to }
  await must('patient', 'scheduling.moveAppointment', { params: { slotId: first.slotId }, body: move })
  await must('patient', 'scheduling.appointmentCalendar', { params: { slotId: to } })
  const cancel = { appointmentId: first.appointmentId, reason: 'patient-wish' }
  await must('patient', 'scheduling.cancelAppointment', { params: { slotId: to }, body: cancel })
  await book(life, 'guardian', numberOf(coming, 'public', 2), patients.ward)
  await must('patient', 'scheduling.listAppointments', { params: { patientId: patients.self } })
  await must(staff, 'scheduling.listAppointments', { params: { patientId: patients.ward } })
  await must(staff, 'scheduling.readPatientCard', { params: { patientId: patients.ward } })

  const now = await publish(life, here, own, today)
  const held = await book(life, staff, numberOf(now, 'clinic'), patients.here)
  for (const command of ['check-in', 'call', 'finish', 'undo', 'finish'])
    await must(staff, 'scheduling.takeStep', {
      params: { slotId: held.slotId },
      body: { appointmentId: held.appointmentId, command },
    })
  const siteDay = { siteId: here, date: today }
  await must(staff, 'scheduling.readSession', { params: { sessionId: now.sessionId } })
  await must(staff, 'scheduling.readDayList', { params: siteDay })
  await must(staff, 'scheduling.exportDayList', { params: siteDay })
  await must(staff, 'scheduling.readQueue', { params: siteDay })
  await must('practitioner', 'scheduling.readMyDay', { params: { practitionerId: own, date: today } })
  const params = { practitionerId: own }
  const { url } = await must('practitioner', 'scheduling.readFeedAddress', { params })
  await must('nobody', 'scheduling.readFeed', { params: { feed: feedIn(url) } })
}

export const feedIn = (url: string): string =>
  decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '')
