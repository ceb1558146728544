import { mayDo } from '#shared/access/index.ts'
import { minuteAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decideWalkIn,
  holdsHalfDay,
  parseSessionId,
  slotIdOf,
  type WalkIn,
} from '#shared/scheduling/index.ts'
import { actOf, guardVersion, take } from './appointment-parts.ts'
import { bookedBefore, visitOf } from './book-route.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { packGuard } from './guard-packing.ts'
import type { StoredSlot } from './records.ts'
import { type Loaded, loadSession } from './session-loading.ts'
import { appointmentOf, guardOf } from './views.ts'

type Request = Parameters<SchedulingHandlers['addWalkIn']>[0]

/** The number that is given: one of the session's, or a new one that carries the capacity at this moment. */
function numberFor({ session }: Loaded, given: WalkIn<StoredSlot>, now: number): StoredSlot {
  if ('slot' in given) return given.slot
  const { sessionId, siteId, date } = session
  const { suffix } = parseSessionId(sessionId) ?? { suffix: '' }
  const key = { siteId, date, suffix, number: given.beyond.number }
  return {
    ...given.beyond,
    ...{ key, slotId: slotIdOf(key), sessionId, releaseAt: now, state: 'free', version: 0 },
    capacityStamp: given.stamp,
  }
}

/** Who walks in stands in the queue from now on, not from the time of a number that has passed. */
const queued = (slot: StoredSlot, now: number): StoredSlot => ({
  ...slot,
  state: 'arrived',
  ...(slot.held
    ? {
        held: {
          ...slot.held,
          arrivedAt: now,
          before: 'booked',
          ...(minuteAt(now) > slot.time.start ? { turn: minuteAt(now) } : {}),
        },
      }
    : {}),
})

/**
 * 现场号: booked and checked in in one write of 6 WCU; 8 with a number beyond the plan, because the session's version rises
 * too, so that a stop cannot overlook it.
 */
export const addWalkIn: Handler<'addWalkIn'> = (desk) => async (request) => {
  const outcome = await attempt(desk, request)
  return outcome.ok ? outcome : ((await bookedBefore(desk, request, request.body.patientId)) ?? outcome)
}

/** The session with its numbers, and the patient whom its site knows. */
async function standing(desk: Desk, { params, body, ability }: Request) {
  const loaded = await loadSession(desk, params.sessionId)
  if (!loaded) return refuse('session-unknown')
  const { siteId, practitionerId, date } = loaded.session
  if (!mayDo(ability, 'walk-in', 'Session', { siteId, practitionerId })) return refuse('session-unknown')
  const [card, appointments] = await Promise.all([
    desk.repository.findCard(body.patientId),
    desk.repository.listDay(body.patientId, date, { fresh: true }),
  ])
  return card?.siteIds.includes(siteId)
    ? accept({ loaded, card: card.card, appointments })
    : refuse('patient-unknown')
}

const attempt = (desk: Desk, request: Request) =>
  untilSaved(async () => {
    const { body, now, createdId } = request
    const found = await standing(desk, request)
    if (!found.ok) return found
    const { loaded, card, appointments } = found.value
    const { session, slots } = loaded
    const decision = decideWalkIn(session, slots, now, desk.settings)
    if (!decision.ok) return decision
    const slot = numberFor(loaded, decision.value, now)
    if (holdsHalfDay(appointments, { date: session.date, slot, appointmentId: createdId }))
      return refuse('half-day-taken', { date: session.date, halfDay: session.halfDay })
    const held = { ...visitOf(body, createdId, now), card }
    const place = { slot, session }
    const version = guardVersion(appointments, place) + 1
    const guard = guardOf(session, slot, { ...held, sequence: 0, version })
    const { changed, save } = desk.repository
    const beyond = slot.version === 0 ? [changed.session({ ...session, version: session.version + 1 })] : []
    const { onBehalf } = body
    const data = { slotId: slot.slotId, walkIn: true, ...(onBehalf ? { onBehalf } : {}) }
    const act = actOf(request, 'appointment-booked', guard, { data, answer: packGuard(guard) })
    const items = [changed.slot(queued(take(place, held), now)), changed.guard(guard), ...beyond]
    const written = await save(items, request.entry(act))
    if (written === 'replayed') return refuse('walk-in-full')
    return written === 'saved' ? accept(appointmentOf(guard)) : undefined
  })
