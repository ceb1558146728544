import { instantOf } from '#shared/kernel/calendar.ts'
import {
  candidatesFor,
  offerUntil,
  outcomeOf,
  type Session,
  standsInTheWay,
} from '#shared/scheduling/index.ts'
import type { MirrorSlot } from './things.ts'
import type { World } from './world.ts'

const api = '/api/scheduling'

/** Nothing that somebody waits for and could take lies idle. */
function nothingIdle({ mirror, clock }: World): string[] {
  const { now } = clock
  const waits = [...mirror.waits.values()]
  const sessions = new Map([...mirror.sessions.values()].map((one) => [one.sessionId, one]))
  return [...mirror.slots.values()].flatMap((slot) => {
    const session = sessions.get(slot.sessionId)
    if (!session || offerUntil(now, { date: session.date, start: slot.start }) === undefined) return []
    return idleFor(slot, session)
  })

  function idleFor(slot: MirrorSlot, session: Session): string[] {
    const { holdFor, holdUntil = 0, start, end, ...rest } = slot
    const hold = holdFor ? { hold: { for: holdFor, until: holdUntil } } : {}
    const whole = { ...rest, ...hold, time: { start, end } }
    return candidatesFor(waits, whole, session, now).flatMap((wait) => {
      const own = waits.filter(({ patientId }) => patientId === wait.patientId)
      const facts = {
        appointments: [...mirror.guards.values()].filter(({ patientId }) => patientId === wait.patientId),
        offers: own.flatMap(({ state, offer }) => (state === 'offered' && offer ? [offer] : [])),
        missed: [],
      }
      const hindered = standsInTheWay(facts, wait, { date: session.date, time: whole.time }, now)
      return hindered ? [] : [`${slot.slotId} is free while ${wait.waitId} waits for it`]
    })
  }
}

/** Every patient of a session that is stopped for good has one line, which says what became of them and nothing else. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a list of conditions, each on its own
function everyPatientHasAnEnd({ mirror, clock }: World): string[] {
  const wrong: string[] = []
  const lines = new Map([...mirror.lines.values()].map((line) => [line.slotId, line]))
  const standing = [...mirror.guards.values()].filter(({ state }) => state !== 'cancelled')
  for (const session of mirror.sessions.values()) {
    if (session.state !== 'stopped' || session.movedTo) continue
    const begun = session.cascadeAt !== undefined && session.cascadeAt <= clock.now
    const over = clock.now > instantOf(session.date, session.time.end)
    for (const slot of mirror.slots.values())
      if (
        begun &&
        !over &&
        slot.sessionId === session.sessionId &&
        slot.state === 'stopped' &&
        slot.appointmentId &&
        !lines.has(slot.slotId)
      )
        wrong.push(`nobody looks after ${slot.slotId} of a stopped session`)
  }
  for (const line of lines.values()) {
    const appointment = standing.filter(({ appointmentId }) => appointmentId === line.appointmentId)
    const outcome = outcomeOf(line)
    const [one] = appointment
    if (appointment.length > 1) wrong.push(`${line.appointmentId} stands ${appointment.length} times`)
    if (outcome === 'cancelled' && one)
      wrong.push(`${line.appointmentId} is given up and stands at ${one.slotId}`)
    if (outcome === 'moved' && (!one || one.slotId === line.slotId) && !wasCancelled(line.appointmentId))
      wrong.push(`${line.appointmentId} was moved and stands at ${one?.slotId}`)
    if ((outcome === 'reached' || outcome === 'not-reached') && one?.slotId !== line.slotId)
      wrong.push(`${line.appointmentId} is ${outcome} and stands at ${one?.slotId}, not at ${line.slotId}`)
  }
  return wrong

  function wasCancelled(appointmentId: string): boolean {
    return mirror.log.some(
      (entry) => entry.aggregateId === appointmentId && entry.act === 'appointment-cancelled',
    )
  }
}

/** Nobody works where their practice has ended. */
const everybodyIsFiled = ({ mirror, cut }: World): string[] =>
  [...mirror.sessions.values()].flatMap(({ sessionId, practitionerId, siteId, date, state }) => {
    const last = cut.get(`${practitionerId} ${siteId}`)
    const on = state === 'published' || state === 'draft'
    return on && last !== undefined && date > last
      ? [`${sessionId} is ${state}, the practice ends on ${last}`]
      : []
  })

/** Each patient sees their appointments, and the desk its numbers, as they stand. */
async function everybodySees({ mirror, patients, as }: World): Promise<string[]> {
  const wrong: string[] = []
  for (const patientId of patients) {
    const { status, body } = await as(patientId).get(`${api}/patients/${patientId}/appointments`)
    const told = (body.appointments ?? [])
      .filter(({ state }: { state: string }) => state !== 'cancelled')
      .map(
        ({ appointmentId, slotId }: { appointmentId: string; slotId: string }) =>
          `${appointmentId} ${slotId}`,
      )
    const stand = [...mirror.guards.values()]
      .filter((one) => one.patientId === patientId && one.state !== 'cancelled')
      .map(({ appointmentId, slotId }) => `${appointmentId} ${slotId}`)
    if (status !== 200 || told.sort().join() !== stand.sort().join())
      wrong.push(`${patientId} is shown ${told.join()} and has ${stand.join()}`)
  }
  return wrong
}

/** What has to hold once everything that follows by itself has followed. */
export async function judgeEnd(world: World): Promise<string[]> {
  return [
    ...nothingIdle(world),
    ...everyPatientHasAnEnd(world),
    ...everybodyIsFiled(world),
    ...(await everybodySees(world)),
  ]
}
