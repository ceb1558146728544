import { accept } from '#shared/kernel/decision.ts'
import { decidePlan, halfDayOf, planAt, type Session, type SessionPlan } from '#shared/scheduling/index.ts'
import { sessionNotices } from './appointment-notices.ts'
import type { Acting } from './cascade-parts.ts'
import type { Desk } from './desk.ts'
import type { Guard, StoredSlot } from './records.ts'
import { sessionAct, sessionFacts } from './session-events.ts'
import type { Loaded } from './session-loading.ts'
import { placing } from './session-plan.ts'
import { anewIn, guardsIn } from './session-stop.ts'

/** Where and when a session is to be held. */
export type To = Pick<SessionPlan, 'date' | 'time' | 'room'>

/** Does it stay the same session: the same day and half-day, at another time or in another room? */
export const staysInPlace = ({ date, halfDay }: Session, to: To, settings: Desk['settings']): boolean =>
  date === to.date && halfDay === halfDayOf(to.time, settings)

/** Every number by so many minutes; whoever is late or was skipped keeps their place in the queue. */
const shifted = (slot: StoredSlot, minutes: number): StoredSlot => ({
  ...slot,
  time: { start: slot.time.start + minutes, end: slot.time.end + minutes },
  ...(slot.held?.turn === undefined ? {} : { held: { ...slot.held, turn: slot.held.turn + minutes } }),
  version: slot.version + 1,
})

/** The same session at another time or in another room, numbers and patients with it: one write. */
export async function moveInPlace(desk: Desk, acting: Acting, { session: before, slots }: Loaded, to: To) {
  const held = decidePlan(planAt(before, to), desk.settings)
  if (!held.ok) return held
  const { time, room } = to
  const session: Session = { ...before, time, room, version: before.version + 1 }
  const places = await placing(desk, session)
  if (!places.ok) return places
  const minutes = time.start - before.time.start
  const after = minutes === 0 ? slots : slots.map((slot) => shifted(slot, minutes))
  const was = { fromDate: before.date, fromStart: before.time.start }
  const guards = (await guardsIn(desk, before, slots)).map(
    (guard): Guard => ({
      ...guard,
      room,
      time: { start: guard.time.start + minutes, end: guard.time.end + minutes },
      version: guard.version + 1,
      sequence: guard.sequence + 1,
    }),
  )
  const { changed, save } = desk.repository
  const coming = guards.filter(({ state }) => state === 'booked')
  const notices = sessionNotices('clinic-moved', session, coming, was)
  const items = [
    ...places.value,
    changed.session(session),
    ...(minutes === 0 ? anewIn(desk, slots, guards) : after.map(changed.slot)),
    ...guards.map(changed.guard),
  ]
  const act = sessionAct('session-moved', session, {
    data: { ...sessionFacts(session), notices },
    patientIds: guards.map(({ patientId }) => patientId),
  })
  const written = await save(items, acting.entry(act))
  return written === 'saved' ? accept({ session, slots: after }) : undefined
}
