import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { holdsHalfDay, numberAlong, type Session } from '#shared/scheduling/index.ts'
import { placeFacts } from './appointment-notices.ts'
import { guardVersion, type Place } from './appointment-parts.ts'
import { lostIn, openCascade } from './cascade-begin.ts'
import type { Acting } from './cascade-parts.ts'
import { type Desk, untilSaved } from './desk.ts'
import { movedParts } from './move-route.ts'
import { loadSession } from './session-loading.ts'
import { guardsIn, stopping } from './session-stop.ts'

/** One patient to the new day; false where their half-day is taken or no number is left. */
async function bringAlong(desk: Desk, acting: Acting, slotId: string, before: Session, toId: string) {
  return untilSaved(async () => {
    const [from, target] = await Promise.all([loadSession(desk, before.sessionId), loadSession(desk, toId)])
    const slot = from?.slots.find((one) => one.slotId === slotId)
    const held = slot?.held
    if (!from || !target || !slot || !held) return { moved: false }
    const [guard] = await guardsIn(desk, before, [slot])
    const number = numberAlong(target.slots, slot, acting.now)
    if (!guard || !number) return { moved: false }
    const { date } = target.session
    const appointments = await desk.repository.listDay(held.patientId, date, { fresh: true })
    if (holdsHalfDay(appointments, { date, slot: number, appointmentId: held.appointmentId }))
      return { moved: false }
    const place: Place = { session: target.session, slot: number }
    const { moved, parts } = movedParts(desk, { slot, guard, held }, place, guardVersion(appointments, place))
    const facts = { ...placeFacts(moved), fromDate: before.date, fromStart: slot.time.start }
    const data = {
      slotId: moved.slotId,
      from: slotId,
      notices: [{ template: 'clinic-moved' as const, facts }],
    }
    const act = {
      act: 'appointment-moved',
      aggregateId: moved.appointmentId,
      bodyId: moved.siteId,
      patientIds: [moved.patientId],
      data,
    }
    const written = await desk.repository.save(parts, acting.entry(act))
    return written === 'saved' ? { moved: true } : undefined
  })
}

/** The old day is stopped, without its patients being looked after: they come along. */
const stopOld = (desk: Desk, acting: Acting, fromId: string, toId: string) =>
  untilSaved(async () => {
    const loaded = await loadSession(desk, fromId)
    if (!loaded) return refuse('session-unknown')
    if (loaded.session.state === 'stopped') return accept(loaded.session)
    const why = { reason: 'moved', now: acting.now, movedTo: toId }
    const { session, items, act } = await stopping(desk, loaded, why)
    const written = await desk.repository.save(items, acting.entry(act))
    return written === 'saved' ? accept(session) : undefined
  })

/**
 * The old day is stopped, its patients come along one by one, each with id and code; who cannot is looked after as after
 * any stop. Killed anywhere and run again, it goes on where it was.
 */
export async function bringOver(desk: Desk, acting: Acting, fromId: string, toId: string) {
  const old = await stopOld(desk, acting, fromId, toId)
  if (!old.ok) return old
  const loaded = await loadSession(desk, fromId)
  for (const { slot } of lostIn(loaded?.slots ?? []))
    await bringAlong(desk, acting, slot.slotId, old.value, toId)
  const [after, target] = await Promise.all([loadSession(desk, fromId), loadSession(desk, toId)])
  const left = lostIn(after?.slots ?? []).length
  if (left > 0 && dateAt(acting.now) <= old.value.date) await openCascade(desk, acting, fromId, true)
  if (!target) return refuse('session-unknown')
  const there = new Set(target.slots.flatMap(({ held }) => held?.appointmentId ?? []))
  const moved = (after?.slots ?? []).filter((slot) => there.has(slot.left?.appointmentId ?? '')).length
  return accept({ ...target, moved, left })
}
