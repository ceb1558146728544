import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  afterCommand,
  type CascadeLine,
  decideLeaving,
  decideMove,
  halfDayOf,
  isSettled,
  parseSlotId,
  type Reached,
  reofferHolder,
  standingOffer,
} from '#shared/scheduling/index.ts'
import { appointmentNotice } from './appointment-notices.ts'
import { findPlace, guardVersion, later, leave, type Place } from './appointment-parts.ts'
import { type Acting, givingUp, lapseOf, lineAct } from './cascade-parts.ts'
import type { StoredLine } from './cascade-repository.ts'
import { type Desk, untilSaved } from './desk.ts'
import { movedParts } from './move-route.ts'
import type { Guard } from './records.ts'
import { appointmentOf } from './views.ts'

const placeOf = (guard: Guard): NonNullable<CascadeLine['movedTo']> => {
  const { slotId, siteName, date, time, number, practitionerName } = guard
  return { slotId, siteName, date, time, number, practitionerName }
}

/** The lost appointment as it stands in its patient's list and in its number. */
async function lostOf({ repository }: Desk, line: StoredLine) {
  const key = parseSlotId(line.slotId)
  if (!key) return undefined
  const fresh = { fresh: true }
  const [slot, guard] = await Promise.all([
    repository.findSlot(key, fresh),
    repository.findGuard(line.patientId, line.date, halfDayOf(line.time), fresh),
  ])
  const held = slot?.held?.appointmentId === line.appointmentId ? slot.held : undefined
  return slot && held && guard?.appointmentId === line.appointmentId ? { slot, held, guard } : undefined
}

type Lost = NonNullable<Awaited<ReturnType<typeof lostOf>>>

async function moveInto(
  desk: Desk,
  acting: Acting,
  { line, lost, target }: { line: StoredLine; lost: Lost; target: Place },
  reached: Reached,
) {
  const { repository, settings } = desk
  const { appointmentId, patientId } = line
  const { date } = target.session
  const appointments = await repository.listDay(patientId, date, { fresh: true })
  const holders = [reofferHolder(line.slotId)]
  const from = { date: line.date, slot: lost.slot, appointmentId, by: 'staff' as const }
  const to = { date, slot: target.slot, appointmentId, appointments, by: 'self' as const, holders }
  const decision = decideMove(from, to, acting.now, settings)
  if (!decision.ok) return decision
  const { moved, parts } = movedParts(desk, lost, target, guardVersion(appointments, target))
  const step = { at: acting.now, step: 'moved', by: acting.by, slotId: moved.slotId } as const
  const next = afterCommand(line, 'move', { step, reached, movedTo: placeOf(moved) })
  if (!next.ok) return next
  const { changed, save } = repository
  const due = line.offer ? [desk.due.drop(lapseOf(line, line.offer))] : []
  const data = {
    slotId: moved.slotId,
    from: line.slotId,
    line: line.slotId,
    notices: appointmentNotice('moved', moved),
  }
  const bodyId = acting.by === 'staff' ? line.siteId : moved.siteId
  const act = { ...lineAct('appointment-moved', line), bodyId, data }
  const items = [...parts, changed.line(next.value), changed.mark(next.value), ...due]
  const written = await save(items, acting.entry(act))
  return written === 'saved' ? accept({ line: next.value, appointment: appointmentOf(moved) }) : undefined
}

/** The kept number is taken: appointment, line and message in one write. `undefined` where somebody was faster. */
export async function takeReoffer(
  desk: Desk,
  acting: Acting,
  line: StoredLine,
  toSlotId: string | undefined,
  reached: Reached,
) {
  if (isSettled(line)) return refuse('line-settled', { state: line.state })
  const offer = standingOffer(line, acting.now)
  if (!offer || (toSlotId !== undefined && offer.slotId !== toSlotId)) return refuse('offer-over')
  const key = parseSlotId(offer.slotId)
  const [lost, target] = await Promise.all([lostOf(desk, line), key && findPlace(desk, key, { fresh: true })])
  if (!lost) return refuse('appointment-unknown')
  return target ? moveInto(desk, acting, { line, lost, target }, reached) : refuse('slot-unknown')
}

/** The patient wants no other number: the appointment is cancelled, what was kept is free. */
export async function giveUp(desk: Desk, acting: Acting, line: StoredLine, reached: Reached) {
  if (isSettled(line)) return refuse('line-settled', { state: line.state })
  const lost = await lostOf(desk, line)
  if (!lost) return refuse('appointment-unknown')
  const { slot, guard } = lost
  const leaving = { date: line.date, slot, appointmentId: line.appointmentId, by: 'staff' as const }
  const decision = decideLeaving(leaving, acting.now, desk.settings)
  if (!decision.ok) return decision
  const step = { at: acting.now, step: 'cancelled', by: acting.by } as const
  const next = afterCommand(line, 'cancel', { step, reached })
  if (!next.ok) return next
  const given = await givingUp(desk, line)
  const { changed, save } = desk.repository
  const cancelled = later(guard, { state: 'cancelled' })
  const items = [
    ...given.parts,
    changed.slot(leave(slot)),
    changed.guard(cancelled),
    changed.line(next.value),
    changed.mark(next.value),
  ]
  const freed = given.freed ? { freed: given.freed } : {}
  const data = { slotId: line.slotId, line: line.slotId, reason: 'clinic', ...freed }
  const act = { ...lineAct('appointment-cancelled', line), data }
  const written = await save(items, acting.entry(act))
  return written === 'saved' ? accept({ line: next.value, appointment: appointmentOf(cancelled) }) : undefined
}

/** The appointment was moved or cancelled in another way: the line follows, and gives up what was kept for it. */
export async function followAppointment(
  desk: Desk,
  acting: Acting,
  slotId: string,
  appointmentId: string,
  to: CascadeLine['movedTo'],
): Promise<void> {
  const key = parseSlotId(slotId)
  if (!key) return
  await untilSaved(async () => {
    const line = await desk.repository.findLine(key)
    if (line?.appointmentId !== appointmentId) return 'none'
    return follow(desk, acting, line, to)
  })
}

async function follow(desk: Desk, acting: Acting, line: StoredLine, to: CascadeLine['movedTo']) {
  const step = { at: acting.now, step: to ? 'moved' : 'cancelled', by: acting.by } as const
  const reached: Reached = { how: acting.by === 'staff' ? 'desk' : 'answer', at: acting.now }
  const more = to ? { movedTo: to } : {}
  const next = afterCommand(line, to ? 'move' : 'cancel', { step, reached, ...more })
  if (!next.ok) return 'settled'
  const given = await givingUp(desk, line)
  const { changed, save } = desk.repository
  const items = [...given.parts, changed.line(next.value), changed.mark(next.value)]
  const act = lineAct('reoffer-settled', line, given.freed ? { freed: given.freed } : {})
  return (await save(items, acting.entry(act))) === 'saved' ? 'followed' : undefined
}
