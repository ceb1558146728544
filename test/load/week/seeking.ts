import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import type { Wait } from '#shared/scheduling/index.ts'
import { api, type Clinic, hourMs, minuteMs, type Patient, pick, refresh, type Town } from './town.ts'

/** Tries what the page shows as free, a few numbers in turn; who finds nothing waits, every second one. */
export async function seek(town: Town, patient: Patient, clinic: Clinic): Promise<void> {
  const { roll, stage, agenda, tally } = town
  const { patientId, person } = patient
  for (let tries = 0; tries < 3; tries++) {
    const slotId = pick(clinic.shown, roll())
    if (!slotId) break
    const path = `${api}/slots/${slotId}/appointment`
    const ask = () => person.scheduling.post(path, { patientId, visit: 'return' })
    const answer = await tally.asked('book', ask)
    if (answer.status === 201) return booked(town, patient, answer.body, clinic)
    if (!String(answer.body?.type).includes('slot-')) return
    clinic.shown = clinic.shown.filter((one) => one !== slotId)
  }
  if (roll() < 0.5) return wait(town, patient, clinic)
  agenda.at(stage.clock.now + 6 * hourMs * roll(), async () => refresh(town, clinic))
}

interface Booked {
  readonly appointmentId: string
  readonly slotId: string
}

/** Some cancel, some move, most come; a few do not. */
function booked(town: Town, { person }: Patient, { appointmentId, slotId }: Booked, clinic: Clinic): void {
  const { stage, agenda, roll, tally, clinics } = town
  const { date, siteId } = clinic.session
  const { now } = stage.clock
  const lead = Math.max(0, instantOf(date, 480) - now)
  const path = `${api}/slots/${slotId}`
  const cancel = () =>
    person.scheduling.send('POST', `${path}/cancellation`, { appointmentId, reason: 'patient-wish' })
  const move = async () => {
    const nearby = clinics.filter(({ session }) => session.siteId === siteId)
    const toSlotId = pick(pick(nearby, roll())?.shown ?? [], roll())
    const ask = () => person.scheduling.send('POST', `${path}/move`, { appointmentId, toSlotId })
    if (toSlotId) await tally.asked('move', ask)
  }
  const dice = roll()
  if (dice < 0.07) agenda.at(now + lead * roll(), () => tally.asked('cancel', cancel))
  else if (dice < 0.1) agenda.at(now + lead * roll(), move)
}

async function wait(town: Town, patient: Patient, { session }: Clinic): Promise<void> {
  const { patientId, person, siteId } = patient
  const wish = { from: session.date, to: addDays(session.date, 3) }
  const byDesk = town.roll() < 0.4
  const need = byDesk && town.roll() < 0.5 ? { level: 'urgent', reason: 'discharged' } : undefined
  const by = byDesk ? (town.staff.get(siteId) ?? person) : person
  const body = { patientId, visit: 'return', wish, ...(need ? { need } : {}) }
  const ask = () => by.scheduling.post(`${api}/sites/${session.siteId}/waits`, body)
  const answer = await town.tally.asked('wait', ask)
  if (answer.status === 201) watch(town, patient, answer.body.waitId)
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
  { roll, tally }: Town,
  { patientId, person }: Patient,
  { waitId, offer }: Wait,
): Promise<void> {
  const path = `${api}/patients/${patientId}/waits/${waitId}`
  const body = { slotId: offer?.slotId ?? '' }
  const dice = roll()
  if (dice < 0.6) await tally.asked('take an offer', () => person.scheduling.post(`${path}/acceptance`, body))
  else if (dice < 0.7)
    await tally.asked('refuse an offer', () => person.scheduling.send('POST', `${path}/refusal`, body))
}
