import { readingAhead } from '#functions/platform/request.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  type BookingRequest,
  decideBooking,
  parseSlotId,
  poolsAt,
  type SlotKey,
} from '#shared/scheduling/index.ts'
import { appointmentNotice } from './appointment-notices.ts'
import { actOf, countedIn, guardVersion, take } from './appointment-parts.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { guardFrom, type PackedGuard, packGuard } from './guard-packing.ts'
import { type BookingFound, guardsOf } from './place-repository.ts'
import { bookerOf, bookingRefusal, holdersOf } from './policy.ts'
import { appointmentOf, guardOf } from './views.ts'

export const visitOf = (
  { patientId, visit, note, onBehalf }: BookingRequest,
  appointmentId: string,
  now: number,
) => ({
  appointmentId,
  patientId,
  visit,
  bookedAt: now,
  ...(note ? { note } : {}),
  ...(onBehalf ? { onBehalf } : {}),
})

/** What a booking needs of its request. */
export type Booking = Pick<
  Parameters<SchedulingHandlers['bookSlot']>[0],
  'body' | 'now' | 'createdId' | 'actor' | 'ability' | 'entry'
>

async function attempt(desk: Desk, request: Booking, key: SlotKey, found: BookingFound) {
  const { body, now, createdId } = request
  const { patientId } = body
  const { slot, session, card, misses } = found
  const guards = guardsOf(found)
  if (!slot || !session) return refuse('slot-unknown')
  const place = { slot, session }
  const knownAt = card?.siteIds
  const refusal = bookingRefusal(request, {
    place: session,
    pools: poolsAt(slot, session, now),
    patientId,
    knownAt,
  })
  if (refusal || !card) return refuse(refusal ?? 'patient-unknown')
  const by = bookerOf(request.actor, session, patientId)
  const missed = countedIn(misses)
  const holders = holdersOf(request.actor, patientId)
  const facts = { date: key.date, slot, appointmentId: createdId, by, appointments: guards, missed, holders }
  const decision = decideBooking(facts, now, desk.settings)
  if (!decision.ok) return decision
  const held = { ...visitOf(body, createdId, now), card: card.card }
  const guard = guardOf(session, slot, { ...held, sequence: 0, version: guardVersion(guards, place) + 1 })
  const appointment = appointmentOf(guard)
  const { changed, save } = desk.repository
  const notices = appointmentNotice('booked', guard)
  const data = { slotId: guard.slotId, ...(body.onBehalf ? { onBehalf: body.onBehalf } : {}), notices }
  const entry = request.entry(actOf(request, 'appointment-booked', guard, { answer: packGuard(guard), data }))
  const written = await save([changed.slot(take(place, held)), changed.guard(guard)], entry)
  if (written === 'replayed') return refuse('slot-taken')
  return written === 'saved' ? accept(appointment) : undefined
}

/**
 * A refused request may be a replay of one that was granted: then the first answer is given again, whatever has become
 * of the appointment. It is kept packed, so that the journal's entry stays within one write unit.
 */
export async function bookedBefore(
  desk: Desk,
  { createdId, entry }: Pick<Booking, 'createdId' | 'entry'>,
  patientId: string,
) {
  const creation = await desk.journal.findCreation('scheduling', createdId)
  const { fingerprint } = entry({ act: 'appointment-booked', aggregateId: '', answer: '' })
  if (!creation?.answer || creation.fingerprint !== fingerprint) return undefined
  const facts = JSON.parse(creation.answer) as PackedGuard
  return accept(appointmentOf(guardFrom(facts, patientId)))
}

/** A booking that is not alone in its request: it reads for itself what it decides on, and is repeated as a whole. */
export async function bookOne(desk: Desk, request: Booking, key: SlotKey) {
  const parts = desk.repository.bookingParts(key, request.body.patientId)
  const outcome = await untilSaved(async () => attempt(desk, request, key, await desk.repository.find(parts)))
  return outcome.ok ? outcome : ((await bookedBefore(desk, request, request.body.patientId)) ?? outcome)
}

/** 预约: one read with the grants of who books, then the number, the patient's half-day and the journal in one write, 6 WCU. */
export const bookSlot: Handler<'bookSlot'> = (desk) => {
  const { bookingParts } = desk.repository
  return readingAhead(
    ({ params, body }) => {
      const key = parseSlotId(params.slotId)
      return key && bookingParts(key, body.patientId)
    },
    async (request, found) => {
      const key = parseSlotId(request.params.slotId)
      if (!key) return refuse('slot-unknown')
      const parts = bookingParts(key, request.body.patientId)
      const outcome = await untilSaved(async ({ fresh }) =>
        attempt(desk, request, key, fresh ? await desk.repository.find(parts) : found),
      )
      return outcome.ok ? outcome : ((await bookedBefore(desk, request, request.body.patientId)) ?? outcome)
    },
  )
}
