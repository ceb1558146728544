import { accept, refuse } from '#shared/kernel/decision.ts'
import { type BookingRequest, decideBooking, parseSlotId, type SlotKey } from '#shared/scheduling/index.ts'
import { actOf, guardsFor, guardVersion, take } from './appointment-parts.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { type PackedGuard, packGuard, unpackGuard } from './guard-packing.ts'
import { bookerOf, bookingRefusal } from './policy.ts'
import type { Reading } from './reading-repository.ts'
import { appointmentOf, guardOf } from './views.ts'

/** Everything the decision needs, in two calls side by side: at most 2.5 RCU. */
async function load(desk: Desk, key: SlotKey, patientId: string, now: number, reading: Reading) {
  const [found, guards] = await Promise.all([
    desk.repository.findPlaceFor(key, patientId, reading),
    guardsFor(desk, patientId, key.date, now, reading),
  ])
  return { ...found, guards }
}

const visitOf = ({ patientId, visit, note }: BookingRequest, appointmentId: string, now: number) => ({
  appointmentId,
  patientId,
  visit,
  bookedAt: now,
  ...(note ? { note } : {}),
})

type Booking = Parameters<SchedulingHandlers['bookSlot']>[0]

async function attempt(desk: Desk, request: Booking, key: SlotKey, reading: Reading) {
  const { body, now, createdId } = request
  const { patientId } = body
  const { slot, session, card, guards } = await load(desk, key, patientId, now, reading)
  if (!slot || !session) return refuse('slot-unknown')
  const place = { slot, session }
  const knownAt = card?.siteIds
  const refusal = bookingRefusal(request, { place: session, pool: slot.pool, patientId, knownAt })
  if (refusal || !card) return refuse(refusal ?? 'patient-unknown')
  const by = bookerOf(request.actor, session, patientId)
  const facts = { date: key.date, slot, appointmentId: createdId, by, appointments: guards }
  const decision = decideBooking(facts, now, desk.settings)
  if (!decision.ok) return decision
  const held = { ...visitOf(body, createdId, now), card: card.card }
  const guard = guardOf(session, slot, { ...held, sequence: 0, version: guardVersion(guards, place) + 1 })
  const appointment = appointmentOf(guard)
  const { changed, save } = desk.repository
  const entry = request.entry(actOf(request, 'appointment-booked', guard, { answer: packGuard(guard) }))
  const written = await save([changed.slot(take(place, held)), changed.guard(guard)], entry)
  if (written === 'replayed') return refuse('slot-taken')
  return written === 'saved' ? accept(appointment) : undefined
}

/**
 * A refused request may be a replay of one that was granted: then the first answer is given again, whatever has become
 * of the appointment. It is kept packed, so that the journal's entry stays within one write unit.
 */
async function bookedBefore(desk: Desk, request: Booking, { date }: SlotKey) {
  const creation = await desk.journal.findCreation('scheduling', request.createdId)
  const { fingerprint } = request.entry({ act: 'appointment-booked', aggregateId: '', answer: '' })
  if (!creation?.answer || creation.fingerprint !== fingerprint) return undefined
  const facts = JSON.parse(creation.answer) as PackedGuard
  return accept(appointmentOf(unpackGuard({ patientId: request.body.patientId, date, version: 1, facts })))
}

/** 预约: the number, the patient's half-day and the journal in one write, 6 WCU. */
export const bookSlot: Handler<'bookSlot'> = (desk) => async (request) => {
  const key = parseSlotId(request.params.slotId)
  if (!key) return refuse('slot-unknown')
  const outcome = await untilSaved((reading) => attempt(desk, request, key, reading))
  return outcome.ok ? outcome : ((await bookedBefore(desk, request, key)) ?? outcome)
}
