import { accept, type Refusal, refuse } from '#shared/kernel/decision.ts'
import type { CarriedNotice } from '#shared/patients/index.ts'
import { decideBooking, parseSlotId, poolsAt, type SlotKey } from '#shared/scheduling/index.ts'
import { appointmentNotice } from './appointment-notices.ts'
import { actOf, countedIn, guardVersion, take } from './appointment-parts.ts'
import { visitOf } from './book-route.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { guardFrom, type PackedGuard, packGuard } from './guard-packing.ts'
import { guardsOf } from './place-repository.ts'
import { bookerOf, bookingRefusal, holdersOf } from './policy.ts'
import type { Guard } from './records.ts'
import { appointmentOf, guardOf } from './views.ts'
import type { Change } from './writing-repository.ts'

type Request = Parameters<SchedulingHandlers['bookTogether']>[0]
type Companion = Request['body']['patients'][number]
type Reason = 'slot-unknown' | 'patient-unknown' | 'pool-not-allowed'

interface Seat {
  readonly guard: Guard
  readonly parts: readonly Change[]
}

/** One of the two numbers for one of the two people, on the conditions of any booking. */
async function seatOf(desk: Desk, request: Request, key: SlotKey, person: Companion, appointmentId: string) {
  const { now, actor, body } = request
  const { patientId } = person
  const { repository, settings } = desk
  const found = await repository.find(repository.bookingParts(key, patientId))
  const { slot, session, card, misses } = found
  if (!slot || !session) return refuse('slot-unknown')
  const taking = { place: session, pools: poolsAt(slot, session, now), patientId, knownAt: card?.siteIds }
  const refusal: Reason | undefined = bookingRefusal(request, taking)
  if (refusal || !card) return refuse(refusal ?? 'patient-unknown')
  const guards = guardsOf(found)
  const by = bookerOf(actor, session, patientId)
  const facts = { date: key.date, slot, appointmentId, by, appointments: guards, missed: countedIn(misses) }
  const decision = decideBooking({ ...facts, holders: holdersOf(actor, patientId) }, now, settings)
  if (!decision.ok) return decision
  const { onBehalf } = body
  const visit = { ...person, ...(onBehalf ? { onBehalf } : {}) }
  const held = { ...visitOf(visit, appointmentId, now), card: card.card }
  const place = { slot, session }
  const guard = guardOf(session, slot, { ...held, sequence: 0, version: guardVersion(guards, place) + 1 })
  const { changed } = repository
  const seat: Seat = { guard, parts: [changed.slot(take(place, held)), changed.guard(guard)] }
  return accept(seat)
}

/** The next number of the same session, if it follows without a gap. */
async function neighbourOf({ repository }: Desk, key: SlotKey): Promise<SlotKey | undefined> {
  const slots = await repository.listSlots(key, { fresh: true })
  const own = slots.find(({ number }) => number === key.number)
  return slots.find(({ time, state }) => time.start === own?.time.end && state === 'free')?.key
}

/** What a refusal of the second number means: its neighbour is not to be had. */
const ofNeighbour = <R extends Refusal>(refusal: R) =>
  refusal.reason === 'slot-taken' || refusal.reason === 'slot-held' || refusal.reason === 'pool-not-allowed'
    ? refuse('no-neighbour')
    : refusal

/** Both seats, or why there are not two. */
async function seatsOf(desk: Desk, request: Request, key: SlotKey) {
  const [one, two] = request.body.patients
  const first = await seatOf(desk, request, key, one, request.createdId)
  if (!first.ok) return first
  const next = await neighbourOf(desk, key)
  if (!next) return refuse('no-neighbour')
  const second = await seatOf(desk, request, next, two, `${request.createdId}.2`)
  return second.ok ? accept([first.value, second.value] as const) : ofNeighbour(second)
}

/** One act about two people: each hears of their own. */
const bookedNotice = (guard: Guard): CarriedNotice[] =>
  appointmentNotice('booked', guard).map((told) => ({
    ...told,
    noticeId: `booked.${guard.appointmentId}`,
    patientId: guard.patientId,
    about: guard.appointmentId,
  }))

/** One entry for both, and both appointments packed in it for a replay. */
function entryOf(request: Request, guards: readonly [Guard, Guard]) {
  const { onBehalf } = request.body
  const slotIds = guards.map(({ slotId }) => slotId)
  return request.entry(
    actOf(request, 'appointments-booked', guards[0], {
      patientIds: guards.map(({ patientId }) => patientId),
      data: {
        slotId: slotIds[0],
        slotIds,
        ...(onBehalf ? { onBehalf } : {}),
        notices: guards.flatMap(bookedNotice),
      },
      answer: guards.map(packGuard),
    }),
  )
}

/** 连号: two people in a row, both or none, in one write of 12 WCU. */
export const bookTogether: Handler<'bookTogether'> = (desk) => async (request) => {
  const [one, two] = request.body.patients
  if (one.patientId === two.patientId) return refuse('same-patient')
  const key = parseSlotId(request.params.slotId)
  if (!key) return refuse('slot-unknown')
  const outcome = await untilSaved(async () => {
    const seats = await seatsOf(desk, request, key)
    if (!seats.ok) return seats
    const [first, second] = seats.value
    const guards = [first.guard, second.guard] as const
    const written = await desk.repository.save([...first.parts, ...second.parts], entryOf(request, guards))
    if (written === 'replayed') return refuse('slot-taken')
    return written === 'saved' ? accept({ appointments: guards.map(appointmentOf) }) : undefined
  })
  if (outcome.ok) return outcome
  const before = await packedBefore(desk, request)
  return before ? accept({ appointments: before }) : outcome
}

async function packedBefore(desk: Desk, request: Request) {
  const creation = await desk.journal.findCreation('scheduling', request.createdId)
  const { fingerprint } = request.entry({ act: '', aggregateId: '', answer: '' })
  if (!creation?.answer || creation.fingerprint !== fingerprint) return undefined
  const packed = JSON.parse(creation.answer) as PackedGuard[]
  return packed.map((facts, index) =>
    appointmentOf(guardFrom(facts, request.body.patients[index]?.patientId ?? '')),
  )
}
