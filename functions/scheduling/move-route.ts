import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decideMove,
  halfDayOf,
  parseSlotId,
  poolsAt,
  reofferHolder,
  type SlotKey,
} from '#shared/scheduling/index.ts'
import { appointmentNotice } from './appointment-notices.ts'
import {
  actOf,
  findAppointment,
  findPlace,
  guardVersion,
  leave,
  type Place,
  take,
} from './appointment-parts.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { bookerOf, bookingRefusal, holdersOf, mayTouch } from './policy.ts'
import type { Reading } from './reading-repository.ts'
import type { Guard, StoredSlot } from './records.ts'
import { appointmentOf, guardOf } from './views.ts'

type Moving = Parameters<SchedulingHandlers['moveAppointment']>[0]
export interface Leaving {
  readonly slot: StoredSlot
  readonly guard: Guard
  readonly held: NonNullable<StoredSlot['held']>
}

/** A move that has happened before, repeated: the appointment stands where it was to go. */
async function movedAlready({ repository }: Desk, { slot, session }: Place, appointmentId: string) {
  if (slot.held?.appointmentId !== appointmentId) return undefined
  const guard = await repository.findGuard(slot.held.patientId, session.date, halfDayOf(slot.time))
  return guard?.appointmentId === appointmentId ? guard : undefined
}

/** The number is free for whom it may be; a move needs no card, the patient is known by the appointment. */
const takingRefusal = (request: Moving, { session, slot }: Place, patientId: string) => {
  const pools = poolsAt(slot, session, request.now)
  const taking = { place: session, pools, patientId, knownAt: [session.siteId] }
  const refusal = bookingRefusal(request, taking)
  return refusal === 'patient-unknown' ? 'slot-unknown' : refusal
}

/** At most four changes: both numbers, the half-day that is taken and, where it is another, the one that is left. */
export function movedParts(desk: Desk, from: Leaving, target: Place, over: number) {
  const { changed } = desk.repository
  const { appointmentId, patientId, card, visit, bookedAt, note, onBehalf } = from.held
  const held = {
    ...{ appointmentId, patientId, card, visit, bookedAt },
    ...(note ? { note } : {}),
    ...(onBehalf ? { onBehalf } : {}),
  }
  const standing = { ...held, sequence: from.guard.sequence + 1, version: over + 1 }
  const moved = guardOf(target.session, target.slot, standing)
  const stays = from.guard.date === moved.date && halfDayOf(from.guard.time) === halfDayOf(moved.time)
  const parts = [
    changed.slot(leave(from.slot)),
    changed.slot(take(target, held)),
    changed.guard(moved),
    ...(stays ? [] : [changed.withoutGuard(from.guard)]),
  ]
  return { moved, parts }
}

/** Decides and writes, once both ends are known and may be touched. */
async function moveTo(desk: Desk, request: Moving, from: Leaving, target: Place, reading: Reading) {
  const { slot, guard } = from
  const { now } = request
  const { appointmentId } = request.body
  const { date } = target.session
  const guards = await desk.repository.listDay(guard.patientId, date, reading)
  const leaving = {
    date: guard.date,
    slot,
    appointmentId,
    by: bookerOf(request.actor, guard, guard.patientId),
  }
  const by = bookerOf(request.actor, target.session, guard.patientId)
  const holders = [...holdersOf(request.actor, guard.patientId), reofferHolder(guard.slotId)]
  const taking = { date, slot: target.slot, appointmentId, appointments: guards, by, holders }
  const decision = decideMove(leaving, taking, now, desk.settings)
  if (!decision.ok) return decision
  const { moved, parts } = movedParts(desk, from, target, guardVersion(guards, target))
  const data = { slotId: moved.slotId, from: guard.slotId, notices: appointmentNotice('moved', moved) }
  const written = await desk.repository.save(
    parts,
    request.entry(actOf(request, 'appointment-moved', moved, { data })),
  )
  return written === 'saved' ? accept(appointmentOf(moved)) : undefined
}

type Ends = readonly [from: SlotKey, to: SlotKey | undefined]

async function attempt(desk: Desk, request: Moving, [from, to]: Ends, reading: Reading) {
  const { appointmentId } = request.body
  const [found, target] = await Promise.all([
    findAppointment(desk, from, appointmentId, reading),
    to ? findPlace(desk, to, reading) : undefined,
  ])
  const done = target && (await movedAlready(desk, target, appointmentId))
  if (done && mayTouch(request, 'move', done)) return accept(appointmentOf(done))
  if (!found || !mayTouch(request, 'move', found.guard)) return refuse('appointment-unknown')
  const { held, guard } = found
  if (!held) return refuse('step-not-allowed', { state: guard.state })
  if (!target) return refuse('slot-unknown')
  // The very number it holds, and no longer free of it only because a step came between the two reads: read again.
  if (target.slot.slotId === found.slot.slotId) return undefined
  const refusal = takingRefusal(request, target, guard.patientId)
  return refusal ? refuse(refusal) : moveTo(desk, request, { ...found, held }, target, reading)
}

/** 改约: id and code stay; at most 10 WCU. Asked a second time it answers as the first time. */
export const moveAppointment: Handler<'moveAppointment'> = (desk) => async (request) => {
  const from = parseSlotId(request.params.slotId)
  const to = parseSlotId(request.body.toSlotId)
  if (!from) return refuse('appointment-unknown')
  return untilSaved((reading) => attempt(desk, request, [from, to], reading))
}
