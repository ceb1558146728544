import type { Act } from '#functions/platform/journal.ts'
import type { Request } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import {
  type BookingFacts,
  type BookingRequest,
  decideBooking,
  decideLeaving,
  decideMove,
  halfDayOf,
  missesSince,
  parseSlotId,
  recognitionCode,
  type Session,
  type SlotKey,
} from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { basisOf, bookerOf, bookingRefusal, mayTouch } from './policy.ts'
import type { Reading } from './reading-repository.ts'
import type { Guard, StoredSlot } from './records.ts'
import { appointmentOf, guardOf } from './views.ts'

interface Place {
  readonly session: Session
  readonly slot: StoredSlot
}

async function findPlace({ repository }: Desk, key: SlotKey, reading: Reading): Promise<Place | undefined> {
  const [slot, session] = await Promise.all([
    repository.findSlot(key, reading),
    repository.findSession(key, reading),
  ])
  return slot && session ? { slot, session } : undefined
}

/** The patient's half-days that matter: of the months in which misses count, and up to the wanted day. */
const guardsFor = (
  { repository, settings }: Desk,
  patientId: string,
  date: string,
  now: number,
  reading: Reading,
): Promise<Guard[]> =>
  repository.listGuards(
    patientId,
    missesSince(dateAt(now), settings),
    date < dateAt(now) ? dateAt(now) : date,
    reading,
  )

/** The version that the guard of this half-day is written over; 0 where there is none. */
const guardVersion = (guards: readonly Guard[], { session }: Place): number =>
  guards.find(({ date, time }) => date === session.date && halfDayOf(time) === session.halfDay)?.version ?? 0

type Visit = Pick<
  NonNullable<StoredSlot['held']>,
  'appointmentId' | 'patientId' | 'card' | 'visit' | 'bookedAt' | 'note'
>

const take = ({ slot }: Place, visit: Visit): StoredSlot => {
  const { left: _, last: __, held: ___, ...free } = slot
  return {
    ...free,
    state: 'booked',
    version: slot.version + 1,
    held: { ...visit, code: recognitionCode(visit.appointmentId) },
  }
}

/** The number is free again; one of a stopped session stays closed. */
const leave = ({ held, last: _, ...slot }: StoredSlot): StoredSlot => ({
  ...slot,
  ...(slot.state === 'stopped' ? { stoppedFrom: 'free' } : { state: 'free' }),
  version: slot.version + 1,
  ...(held ? { left: { appointmentId: held.appointmentId, patientId: held.patientId } } : {}),
})

const actOf = (
  request: Pick<Request<Operation>, 'actor'>,
  act: string,
  guard: Guard,
  more: Partial<Act> = {},
): Act => ({
  act,
  aggregateId: guard.appointmentId,
  bodyId: guard.siteId,
  patientIds: [guard.patientId],
  basis: basisOf(request.actor, guard.patientId),
  data: { slotId: guard.slotId },
  ...more,
})

/**
 * The appointment that holds this number, or that was cancelled from it, as its patient's own list has it. Whose a
 * cancelled one was, its first journal entry still knows: the number may be another patient's by now.
 */
async function findAppointment(
  { repository, journal }: Desk,
  key: SlotKey,
  appointmentId: string,
  reading: Reading,
) {
  const slot = await repository.findSlot(key, reading)
  if (!slot) return undefined
  const held = slot.held?.appointmentId === appointmentId ? slot.held : undefined
  const patientId =
    held?.patientId ?? (await journal.findCreation('scheduling', appointmentId))?.patientIds?.[0]
  const guard = patientId && (await repository.findGuard(patientId, key.date, halfDayOf(slot.time), reading))
  if (!guard || guard.appointmentId !== appointmentId || guard.slotId !== slot.slotId) return undefined
  return held || guard.state === 'cancelled' ? { slot, guard, held } : undefined
}

/** Booking, cancelling and moving: 3, 3 and at most 5 items, 2 WCU each. */
export const appointmentRoutes = (desk: Desk) =>
  ({
    async bookSlot(request) {
      const { params, body, now, createdId } = request
      const key = parseSlotId(params.slotId)
      if (!key) return refuse('slot-unknown')
      return untilSaved(async (reading) => {
        const [place, card, guards] = await Promise.all([
          findPlace(desk, key, reading),
          desk.repository.findCard(body.patientId),
          guardsFor(desk, body.patientId, key.date, now, reading),
        ])
        if (!place) return refuse('slot-unknown')
        const { session, slot } = place
        const taking = { place: session, pool: slot.pool, patientId: body.patientId, knownAt: card?.siteIds }
        const refusal = bookingRefusal(request, taking)
        if (refusal || !card) return refuse(refusal ?? 'patient-unknown')
        const by = bookerOf(request.actor, session)
        const facts: BookingFacts = {
          date: key.date,
          slot,
          appointmentId: createdId,
          by,
          appointments: guards,
        }
        const decision = decideBooking(facts, now, desk.settings)
        if (!decision.ok) return decision
        const held = { ...visitOf(body, createdId, now), card: card.card }
        const guard = guardOf(session, slot, {
          ...held,
          sequence: 0,
          version: guardVersion(guards, place) + 1,
        })
        const appointment = appointmentOf(guard)
        const { changed, save } = desk.repository
        const act = actOf(request, 'appointment-booked', guard, { answer: appointment })
        const written = await save(
          [changed.slot(take(place, held)), changed.guard(guard)],
          request.entry(act),
        )
        if (written === 'replayed') return refuse('slot-taken')
        return written === 'saved' ? accept(appointment) : undefined
      })
    },

    async cancelAppointment(request) {
      const { params, body, now } = request
      const key = parseSlotId(params.slotId)
      if (!key) return refuse('appointment-unknown')
      return untilSaved(async (reading) => {
        const found = await findAppointment(desk, key, body.appointmentId, reading)
        if (!found || !mayTouch(request, 'cancel', found.guard)) return refuse('appointment-unknown')
        const { slot, guard } = found
        if (guard.state === 'cancelled') return accept(appointmentOf(guard))
        const by = bookerOf(request.actor, guard)
        const decision = decideLeaving(
          { date: key.date, slot, appointmentId: body.appointmentId, by },
          now,
          desk.settings,
        )
        if (!decision.ok) return decision
        const cancelled = later(guard, { state: 'cancelled' })
        const { changed, save } = desk.repository
        const data = { slotId: guard.slotId, reason: body.reason }
        const entry = request.entry(actOf(request, 'appointment-cancelled', guard, { data }))
        const written = await save([changed.slot(leave(slot)), changed.guard(cancelled)], entry)
        return written === 'saved' ? accept(appointmentOf(cancelled)) : undefined
      })
    },

    async moveAppointment(request) {
      const { params, body, now } = request
      const { appointmentId } = body
      const [from, to] = [parseSlotId(params.slotId), parseSlotId(body.toSlotId)]
      if (!from) return refuse('appointment-unknown')
      return untilSaved(async (reading) => {
        const [found, target] = await Promise.all([
          findAppointment(desk, from, appointmentId, reading),
          to ? findPlace(desk, to, reading) : undefined,
        ])
        const done = target && (await movedAlready(desk, target, appointmentId))
        if (done && mayTouch(request, 'move', done)) return accept(appointmentOf(done))
        if (!found || !mayTouch(request, 'move', found.guard)) return refuse('appointment-unknown')
        const { slot, guard, held } = found
        if (!held) return refuse('step-not-allowed', { state: guard.state })
        const refusal = target ? takingRefusal(request, target, guard.patientId) : 'slot-unknown'
        if (!target || refusal) return refuse(refusal ?? 'slot-unknown')
        const guards = await guardsFor(desk, guard.patientId, target.session.date, now, reading)
        const decision = decideMove(
          { date: from.date, slot, appointmentId, by: bookerOf(request.actor, guard) },
          {
            date: target.session.date,
            slot: target.slot,
            appointmentId,
            appointments: guards,
            by: bookerOf(request.actor, target.session),
          },
          now,
          desk.settings,
        )
        if (!decision.ok) return decision
        const { moved, parts } = movedParts(desk, { slot, guard, held }, target, guardVersion(guards, target))
        const data = { slotId: moved.slotId, from: guard.slotId }
        const written = await desk.repository.save(
          parts,
          request.entry(actOf(request, 'appointment-moved', moved, { data })),
        )
        return written === 'saved' ? accept(appointmentOf(moved)) : undefined
      })
    },
  }) satisfies Pick<SchedulingHandlers, 'bookSlot' | 'cancelAppointment' | 'moveAppointment'>

const visitOf = ({ patientId, visit, note }: BookingRequest, appointmentId: string, now: number) => ({
  appointmentId,
  patientId,
  visit,
  bookedAt: now,
  ...(note ? { note } : {}),
})

/** The guard as it stands after a change; calendars go by the sequence. */
const later = (guard: Guard, changed: Partial<Guard>): Guard => ({
  ...guard,
  ...changed,
  version: guard.version + 1,
  sequence: guard.sequence + 1,
})

/** The number is free for whom it may be; a move needs no card, the patient is known by the appointment. */
const takingRefusal = (
  request: Parameters<typeof bookingRefusal>[0],
  { session, slot }: Place,
  patientId: string,
) => {
  const refusal = bookingRefusal(request, {
    place: session,
    pool: slot.pool,
    patientId,
    knownAt: [session.siteId],
  })
  return refusal === 'patient-unknown' ? 'slot-unknown' : refusal
}

/** A move that has happened before, repeated: the appointment stands where it was to go. */
async function movedAlready({ repository }: Desk, { slot, session }: Place, appointmentId: string) {
  if (slot.held?.appointmentId !== appointmentId) return undefined
  const guard = await repository.findGuard(slot.held.patientId, session.date, session.halfDay)
  return guard?.appointmentId === appointmentId ? guard : undefined
}

interface Leaving {
  readonly slot: StoredSlot
  readonly guard: Guard
  readonly held: NonNullable<StoredSlot['held']>
}

function movedParts({ repository: { changed } }: Desk, from: Leaving, target: Place, over: number) {
  const { appointmentId, patientId, card, visit, bookedAt, note } = from.held
  const held = { appointmentId, patientId, card, visit, bookedAt, ...(note ? { note } : {}) }
  const moved = guardOf(target.session, target.slot, {
    ...held,
    sequence: from.guard.sequence + 1,
    version: over + 1,
  })
  const stays = from.guard.date === moved.date && halfDayOf(from.guard.time) === target.session.halfDay
  const parts = [
    changed.slot(leave(from.slot)),
    changed.slot(take(target, held)),
    changed.guard(moved),
    ...(stays ? [] : [changed.withoutGuard(from.guard)]),
  ]
  return { moved, parts }
}
