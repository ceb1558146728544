import { instantOf } from '#shared/kernel/calendar.ts'
import type { MirrorSlot } from '../../faults/model/things.ts'
import { api, type Clinic, minuteMs, type Patient, pick, slotsOf, type Town } from './town.ts'

/** The desk books for somebody from the numbers that the clinic keeps. */
export async function atTheDesk(town: Town, { patientId }: Patient, clinic: Clinic): Promise<void> {
  const own = slotsOf(town, clinic).filter(({ pool, state }) => pool === 'clinic' && state === 'free')
  const slotId = pick(own, town.roll())?.slotId
  const desk = town.staff.get(clinic.session.siteId)
  if (!slotId || !desk) return
  const path = `${api}/slots/${slotId}/appointment`
  await town.tally.asked('book at the desk', () => desk.scheduling.post(path, { patientId, visit: 'return' }))
}

export async function walkIn(town: Town, { patientId }: Patient, { session }: Clinic): Promise<void> {
  const desk = town.staff.get(session.siteId)
  const path = `${api}/sessions/${session.sessionId}/walk-ins`
  const ask = desk && (() => desk.scheduling.post(path, { patientId, visit: 'first' }))
  if (ask) await town.tally.asked('walk in', ask)
}

/** What the desk notes of somebody, minutes after the time of their number. */
const comes = [
  ['check-in', -4],
  ['call', 1],
  ['finish', 9],
] as const
const staysAway = [['miss', 60]] as const

/** The clinic day: who comes is checked in, called and seen; who does not is missed. */
export function clinicDay(town: Town, clinic: Clinic): void {
  const { date, time } = clinic.session
  town.agenda.at(instantOf(date, time.start) - 5 * minuteMs, async () => {
    for (const slot of slotsOf(town, clinic)) if (slot.state === 'booked') visitOf(town, clinic, slot)
  })
}

function visitOf({ agenda, roll, staff, tally }: Town, { session }: Clinic, slot: MirrorSlot): void {
  const { slotId, appointmentId, start } = slot
  const desk = staff.get(session.siteId)
  if (!desk) return
  for (const [command, after] of roll() < 0.08 ? staysAway : comes) {
    const note = () =>
      desk.scheduling.send('POST', `${api}/slots/${slotId}/steps`, { appointmentId, command })
    agenda.at(instantOf(session.date, start) + after * minuteMs, () => tally.asked(command, note))
  }
}
