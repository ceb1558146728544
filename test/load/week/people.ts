import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import type { SessionWithCells, Wait } from '#shared/scheduling/index.ts'
import type { Answer } from '#test/support/platform.ts'
import type { MirrorLine } from '../../faults/model/mirror.ts'
import type { Agenda } from './agenda.ts'
import type { Person, Stage } from './stage.ts'

const api = '/api/scheduling'
const minuteMs = 60_000

export interface Patient {
  readonly patientId: string
  readonly person: Person
  readonly siteId: string
}
export interface Clinic {
  readonly session: SessionWithCells
  /** Public numbers that the page last showed as free: some minutes old, as a page is. */
  shown: string[]
}
export interface Tally {
  readonly answers: Map<string, number>
  count(what: string): void
}

export interface Town {
  readonly stage: Stage
  readonly agenda: Agenda
  readonly roll: () => number
  readonly staff: ReadonlyMap<string, Person>
  readonly patients: readonly Patient[]
  readonly clinics: readonly Clinic[]
  readonly tally: Tally
}

const pick = <Value>(values: readonly Value[], roll: number): Value | undefined =>
  values[Math.floor(roll * values.length)]
const reasonOf = ({ status, body }: Answer): string =>
  status < 300 ? 'ok' : String(body?.type ?? status).replace('urn:problem:', '')

/** Asks, and counts what came of it. */
async function asked({ tally }: Town, what: string, sent: Promise<Answer>): Promise<Answer> {
  const answer = await sent
  tally.count(`${what}: ${reasonOf(answer)}`)
  return answer
}

/** Tries what the page shows as free, a few numbers in turn; who finds nothing waits, every second one. */
export async function seek(
  town: Town,
  { patientId, person, siteId }: Patient,
  clinic: Clinic,
): Promise<void> {
  const { roll, stage, agenda } = town
  for (let tries = 0; tries < 3; tries++) {
    const slotId = pick(clinic.shown, roll())
    if (!slotId) break
    const path = `${api}/slots/${slotId}/appointment`
    const answer = await asked(town, 'book', person.scheduling.post(path, { patientId, visit: 'return' }))
    if (answer.status === 201) return booked(town, { patientId, person, siteId }, answer.body, clinic)
    if (!String(answer.body?.type).includes('slot-')) return
    clinic.shown = clinic.shown.filter((one) => one !== slotId)
  }
  if (roll() < 0.5) return wait(town, { patientId, person, siteId }, clinic)
  agenda.at(stage.clock.now + 6 * 3_600_000 * roll(), async () => refresh(town, clinic))
}

/** The page as it is reloaded now. */
export function refresh({ stage }: Town, clinic: Clinic): void {
  const { sessionId } = clinic.session
  clinic.shown = [...stage.mirror.slots.values()]
    .filter(
      (one) => one.sessionId === sessionId && one.pool === 'public' && one.state === 'free' && !one.holdFor,
    )
    .map(({ slotId }) => slotId)
}

interface Booked {
  readonly appointmentId: string
  readonly slotId: string
}

/** Some cancel, some move, most come; a few do not. */
function booked(town: Town, patient: Patient, { appointmentId, slotId }: Booked, clinic: Clinic): void {
  const { stage, agenda, roll } = town
  const { date, siteId } = clinic.session
  const now = stage.clock.now
  const lead = Math.max(0, instantOf(date, 480) - now)
  const dice = roll()
  const path = `${api}/slots/${slotId}`
  if (dice < 0.07)
    agenda.at(now + lead * roll(), () =>
      asked(
        town,
        'cancel',
        patient.person.scheduling.send('POST', `${path}/cancellation`, {
          appointmentId,
          reason: 'patient-wish',
        }),
      ),
    )
  else if (dice < 0.1)
    agenda.at(now + lead * roll(), async () => {
      const other = pick(
        town.clinics.filter(({ session }) => session.siteId === siteId),
        roll(),
      )
      const toSlotId = other && pick(other.shown, roll())
      if (toSlotId)
        await asked(
          town,
          'move',
          patient.person.scheduling.send('POST', `${path}/move`, { appointmentId, toSlotId }),
        )
    })
}

async function wait(town: Town, { patientId, person, siteId }: Patient, { session }: Clinic): Promise<void> {
  const wish = { from: session.date, to: addDays(session.date, 3) }
  const byDesk = town.roll() < 0.4
  const need = byDesk && town.roll() < 0.5 ? { level: 'urgent', reason: 'discharged' } : undefined
  const by = byDesk ? (town.staff.get(siteId) ?? person) : person
  const body = { patientId, visit: 'return', wish, ...(need ? { need } : {}) }
  const answer = await asked(town, 'wait', by.scheduling.post(`${api}/sites/${session.siteId}/waits`, body))
  if (answer.status === 201) watch(town, { patientId, person, siteId }, answer.body.waitId)
}

/** Whoever waits looks at the phone: most take what is offered, some do not want it, some see nothing. */
function watch(town: Town, patient: Patient, waitId: string): void {
  const { stage, agenda, roll } = town
  const look = async (): Promise<void> => {
    const one = [...stage.mirror.waits.values()].find((other) => other.waitId === waitId)
    if (!one || one.state === 'booked' || one.state === 'ended' || one.state === 'left') return
    if (one.state === 'offered') await answerOffer(town, patient, one)
    agenda.at(stage.clock.now + (20 + 60 * roll()) * minuteMs, look)
  }
  agenda.at(stage.clock.now + 30 * minuteMs * roll(), look)
}

async function answerOffer(
  town: Town,
  { patientId, person }: Patient,
  { waitId, offer }: Wait,
): Promise<void> {
  const path = `${api}/patients/${patientId}/waits/${waitId}`
  const body = { slotId: offer?.slotId ?? '' }
  const dice = town.roll()
  if (dice < 0.6) await asked(town, 'take an offer', person.scheduling.post(`${path}/acceptance`, body))
  else if (dice < 0.7)
    await asked(town, 'refuse an offer', person.scheduling.send('POST', `${path}/refusal`, body))
}

/** The desk books for somebody from the numbers that the clinic keeps. */
export async function atTheDesk(town: Town, { patientId }: Patient, { session }: Clinic): Promise<void> {
  const own = [...town.stage.mirror.slots.values()].filter(
    (one) => one.sessionId === session.sessionId && one.pool === 'clinic' && one.state === 'free',
  )
  const slotId = pick(own, town.roll())?.slotId
  const desk = town.staff.get(session.siteId)
  if (!slotId || !desk) return
  await asked(
    town,
    'book at the desk',
    desk.scheduling.post(`${api}/slots/${slotId}/appointment`, { patientId, visit: 'return' }),
  )
}

export async function walkIn(town: Town, { patientId }: Patient, { session }: Clinic): Promise<void> {
  const desk = town.staff.get(session.siteId)
  const path = `${api}/sessions/${session.sessionId}/walk-ins`
  if (desk) await asked(town, 'walk in', desk.scheduling.post(path, { patientId, visit: 'first' }))
}

/** The clinic day: who comes is checked in, called and seen; who does not is missed. */
export function clinicDay(town: Town, { session }: Clinic): void {
  const { stage, agenda, roll } = town
  const begin = instantOf(session.date, session.time.start)
  agenda.at(begin - 5 * minuteMs, async () => {
    for (const slot of [...stage.mirror.slots.values()].filter(
      (one) => one.sessionId === session.sessionId,
    )) {
      if (slot.state !== 'booked' || !slot.appointmentId) continue
      const at = instantOf(session.date, slot.start)
      const body = { appointmentId: slot.appointmentId }
      const steps =
        roll() < 0.08
          ? [['miss', 60]]
          : [
              ['check-in', -4],
              ['call', 1],
              ['finish', 9],
            ]
      for (const [command, after] of steps)
        agenda.at(at + Number(after) * minuteMs, () => {
          const desk = town.staff.get(session.siteId)
          return desk
            ? asked(
                town,
                String(command),
                desk.scheduling.send('POST', `${api}/slots/${slot.slotId}/steps`, { ...body, command }),
              )
            : Promise.resolve()
        })
    }
  })
}

/** The psychiatrist is ill: the patients are offered other numbers, and answer; the desk calls the others. */
export async function stopClinic(town: Town, { session: { sessionId, siteId } }: Clinic): Promise<void> {
  const { stage, agenda } = town
  const desk = town.staff.get(siteId)
  const standing = [...stage.mirror.sessions.values()].find((one) => one.sessionId === sessionId)
  if (!desk || standing?.state !== 'published') return
  const body = { version: standing.version, reason: 'practitioner-ill', cascade: 'now' }
  await asked(town, 'stop', desk.scheduling.send('POST', `${api}/sessions/${sessionId}/stop`, body))
  for (let turn = 1; turn <= 4; turn++)
    agenda.at(stage.clock.now + turn * 90 * minuteMs, async () => {
      const lines = [...stage.mirror.lines.values()].filter((one) => one.sessionId === sessionId)
      for (const line of lines) await lookAfter(town, desk, line)
    })
}

async function lookAfter(town: Town, desk: Person, line: MirrorLine): Promise<void> {
  const { patientId, slotId, version, offer, state } = line
  const patient = town.patients.find((one) => one.patientId === patientId)
  const dice = town.roll()
  if (state === 'offered' && patient && dice < 0.6) {
    const body = { as: dice < 0.45 ? 'accept' : 'decline', toSlotId: offer?.slotId }
    const path = `${api}/patients/${patientId}/reoffers/${slotId}/answer`
    await asked(town, 'answer a reoffer', patient.person.scheduling.send('POST', path, body))
  }
  if (state === 'to-call') {
    const path = `${api}/cascade-lines/${slotId}/calls`
    await asked(town, 'telephone', desk.scheduling.send('POST', path, { version, outcome: 'reached' }))
  }
}
