import { halfDayOf } from '#shared/scheduling/index.ts'
import { type Mirror, sessionsById } from './mirror.ts'
import type { MirrorSlot } from './things.ts'

const hasPatient = ({ appointmentId }: MirrorSlot): boolean => appointmentId !== undefined

/** A number has one patient, a patient one appointment per half-day, and both say the same of it. */
export function numbersArePatients(mirror: Mirror): string[] {
  const wrong: string[] = []
  const standing = [...mirror.guards.values()].filter(({ state }) => state !== 'cancelled')
  const lists = standing.map((one) => `${one.appointmentId} ${one.slotId} ${one.patientId}`)
  const numbers = [...mirror.slots.values()]
    .filter(hasPatient)
    .map((one) => `${one.appointmentId} ${one.slotId} ${one.patientId}`)
  const [a, b] = [new Set(lists), new Set(numbers)]
  for (const one of a) if (!b.has(one)) wrong.push(`an appointment without its number: ${one}`)
  for (const one of b) if (!a.has(one)) wrong.push(`a number without its appointment: ${one}`)
  const ids = standing.map(({ appointmentId }) => appointmentId)
  if (new Set(ids).size < ids.length) wrong.push('an appointment stands twice')
  const halves = standing.map(({ patientId, date, time }) => `${patientId} ${date} ${halfDayOf(time)}`)
  if (new Set(halves).size < halves.length) wrong.push('a patient has two appointments in a half-day')
  return wrong
}

/** What stands in a patient's own list is what will be: with whom, where, when. */
export function listsAreTrue(mirror: Mirror): string[] {
  const sessions = sessionsById(mirror)
  const slots = new Map([...mirror.slots.values()].map((slot) => [slot.slotId, slot]))
  return [...mirror.guards.values()].flatMap((guard) => {
    const slot = slots.get(guard.slotId)
    const session = sessions.get(slot?.sessionId ?? '')
    if (guard.state === 'cancelled' || !slot || !session) return []
    const listed = `${guard.practitionerId} ${guard.room} ${guard.date} ${guard.time.start}-${guard.time.end}`
    const planned = `${session.practitionerId} ${session.room} ${session.date} ${slot.start}-${slot.end}`
    return listed === planned ? [] : [`${guard.appointmentId} is listed as ${listed}, and will be ${planned}`]
  })
}

/** A stopped session has no open number, one that takes place no stopped one, and none is of no session. */
export function numbersFollowSessions(mirror: Mirror): string[] {
  const sessions = sessionsById(mirror)
  const open = new Set(['free', 'booked', 'arrived'])
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a list of conditions, each on its own
  return [...mirror.slots.values()].flatMap(({ slotId, sessionId, state, appointmentId }) => {
    const session = sessions.get(sessionId)
    if (!session) return [`${slotId} is a number of no session`]
    return [
      ...(session.state === 'draft' ? [`${slotId} is a number of a draft`] : []),
      ...(session.state === 'stopped' && open.has(state)
        ? [`${slotId} is ${state} in a stopped session`]
        : []),
      ...(session.state === 'published' && state === 'stopped'
        ? [`${slotId} is stopped, its session is not`]
        : []),
      ...(state === 'free' && appointmentId ? [`${slotId} is free and has a patient`] : []),
      ...(state === 'booked' && !appointmentId ? [`${slotId} is booked by nobody`] : []),
    ]
  })
}
