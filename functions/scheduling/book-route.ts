import { accept, refuse } from '#shared/kernel/decision.ts'
import { type BookingRequest, decideBooking, parseSlotId, type SlotKey } from '#shared/scheduling/index.ts'
import { actOf, findPlace, guardsFor, guardVersion, take } from './appointment-parts.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { bookerOf, bookingRefusal } from './policy.ts'
import type { Reading } from './reading-repository.ts'
import { appointmentOf, guardOf } from './views.ts'

/** Everything the decision needs, read side by side: at most 2.5 RCU. */
async function load(desk: Desk, key: SlotKey, patientId: string, now: number, reading: Reading) {
  const [place, card, guards] = await Promise.all([
    findPlace(desk, key, reading),
    desk.repository.findCard(patientId),
    guardsFor(desk, patientId, key.date, now, reading),
  ])
  return { place, card, guards }
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
  const { place, card, guards } = await load(desk, key, patientId, now, reading)
  if (!place) return refuse('slot-unknown')
  const { session, slot } = place
  const knownAt = card?.siteIds
  const refusal = bookingRefusal(request, { place: session, pool: slot.pool, patientId, knownAt })
  if (refusal || !card) return refuse(refusal ?? 'patient-unknown')
  const by = bookerOf(request.actor, session)
  const facts = { date: key.date, slot, appointmentId: createdId, by, appointments: guards }
  const decision = decideBooking(facts, now, desk.settings)
  if (!decision.ok) return decision
  const held = { ...visitOf(body, createdId, now), card: card.card }
  const guard = guardOf(session, slot, { ...held, sequence: 0, version: guardVersion(guards, place) + 1 })
  const appointment = appointmentOf(guard)
  const { changed, save } = desk.repository
  const entry = request.entry(actOf(request, 'appointment-booked', guard, { answer: appointment }))
  const written = await save([changed.slot(take(place, held)), changed.guard(guard)], entry)
  if (written === 'replayed') return refuse('slot-taken')
  return written === 'saved' ? accept(appointment) : undefined
}

/** 预约: the number, the patient's half-day and the journal in one write, 6 WCU. */
export const bookSlot: Handler<'bookSlot'> = (desk) => async (request) => {
  const key = parseSlotId(request.params.slotId)
  return key ? untilSaved((reading) => attempt(desk, request, key, reading)) : refuse('slot-unknown')
}
