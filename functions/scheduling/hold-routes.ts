import { patientsOf } from '#shared/access/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideBooking, holdOf, parseSlotId, poolsAt, type SlotKey } from '#shared/scheduling/index.ts'
import { countedIn } from './appointment-parts.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { guardsOf } from './place-repository.ts'
import { basisOf, bookerOf, bookingRefusal, holdersOf } from './policy.ts'
import type { StoredSlot } from './records.ts'
import type { PersonHold } from './waiting-repository.ts'

const minuteMs = 60_000

const withoutHold = ({ hold: _, ...slot }: StoredSlot): StoredSlot => ({ ...slot, version: slot.version + 1 })

/** The number that the person keeps already, where it is another: it is let go in the same write. */
async function othersLetGo(desk: Desk, kept: PersonHold | undefined, slotId: string, now: number) {
  const key = kept && kept.slotId !== slotId ? parseSlotId(kept.slotId) : undefined
  const slot = key && (await desk.repository.findSlot(key, { fresh: true }))
  return slot && holdOf(slot, now)?.for === kept?.personId
    ? [desk.repository.changed.slot(withoutHold(slot))]
    : []
}

type Holding = Parameters<SchedulingHandlers['holdSlot']>[0]

/** Could the number be booked for this patient now? Whoever could may keep it. */
async function decideHolding({ repository, settings }: Desk, request: Holding, key: SlotKey) {
  const { body, now, actor } = request
  const { patientId } = body
  const found = await repository.find(repository.bookingParts(key, patientId))
  const { slot, session, card, misses } = found
  if (!slot || !session) return refuse('slot-unknown')
  const taking = { place: session, pools: poolsAt(slot, session, now), patientId, knownAt: card?.siteIds }
  const refusal = bookingRefusal(request, taking)
  if (refusal) return refuse(refusal)
  const by = bookerOf(actor, session, patientId)
  const own = { by, appointments: guardsOf(found), missed: countedIn(misses), appointmentId: '' }
  const facts = { ...own, date: key.date, slot, holders: holdersOf(actor, patientId) }
  const decision = decideBooking(facts, now, settings)
  return decision.ok ? accept(slot) : decision
}

/** The number is kept, the person's one hold says so, and the one before is let go. */
async function keep(desk: Desk, request: Holding, slot: StoredSlot, personId: string) {
  const { body, now, actor } = request
  const { changed, save, findHold } = desk.repository
  const { slotId, key } = slot
  const { patientId } = body
  const until = now + desk.settings.holdMinutes * minuteMs
  const kept = await findHold(personId)
  const items = [
    changed.slot({ ...slot, version: slot.version + 1, hold: { for: personId, until } }),
    changed.personHold({ personId, version: (kept?.version ?? 0) + 1, slotId, until }),
    ...(await othersLetGo(desk, kept, slotId, now)),
  ]
  const entry = request.entry({
    ...{ act: 'slot-held', aggregateId: slotId, bodyId: key.siteId, data: { slotId, until } },
    ...{ patientIds: [patientId], basis: basisOf(actor, patientId) },
  })
  return (await save(items, entry)) === 'saved' ? accept({ slotId, until }) : undefined
}

/**
 * A number is kept for some minutes while the form is filled in: on the conditions of a booking, one for each person.
 * One transaction, 6 WCU; 8 where another number is let go. Asked again it answers the same and is not prolonged.
 */
const holdSlot =
  (desk: Desk): SchedulingHandlers['holdSlot'] =>
  async (request) => {
    const { params, now, actor } = request
    const key = parseSlotId(params.slotId)
    if (!key || !actor) return refuse('slot-unknown')
    return untilSaved(async () => {
      const decision = await decideHolding(desk, request, key)
      if (!decision.ok) return decision
      const slot = decision.value
      const standing = holdOf(slot, now)
      return standing
        ? accept({ slotId: slot.slotId, until: standing.until })
        : keep(desk, request, slot, actor.personId)
    })
  }

/** Given back early; where nothing of theirs is kept there is nothing to write. */
const releaseHold =
  (desk: Desk): SchedulingHandlers['releaseHold'] =>
  async ({ params, now, actor, entry }) => {
    const { slotId } = params
    const key = parseSlotId(slotId)
    if (!key || !actor) return refuse('slot-unknown')
    const basis = basisOf(actor, patientsOf(actor)[0] ?? '')
    return untilSaved(async () => {
      const slot = await desk.repository.findSlot(key, { fresh: true })
      if (!slot) return refuse('slot-unknown')
      if (holdOf(slot, now)?.for !== actor.personId) return accept({ slotId })
      const act = { act: 'hold-released', aggregateId: slotId, bodyId: key.siteId, basis, data: { slotId } }
      const written = await desk.repository.save(
        [desk.repository.changed.slot(withoutHold(slot))],
        entry(act),
      )
      return written === 'saved' ? accept({ slotId }) : undefined
    })
  }

export const holdRoutes = (desk: Desk) => ({ holdSlot: holdSlot(desk), releaseHold: releaseHold(desk) })
