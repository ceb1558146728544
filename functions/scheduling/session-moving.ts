import type { DueThing } from '#functions/platform/due.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decidePlan,
  halfDayOf,
  heldAgainst,
  movedPlan,
  parseSessionId,
  reofferHolder,
  type Session,
  type SessionPlan,
  sameHalfDay,
  sessionIdOf,
} from '#shared/scheduling/index.ts'
import { placeFacts, sessionNotices } from './appointment-notices.ts'
import { guardVersion, type Place } from './appointment-parts.ts'
import { lostIn, openCascade } from './cascade-begin.ts'
import type { Acting } from './cascade-parts.ts'
import { type Desk, untilSaved } from './desk.ts'
import { lettingGo } from './letting-go.ts'
import { movedParts } from './move-route.ts'
import type { Guard, StoredSlot } from './records.ts'
import { sessionAct, sessionFacts } from './session-events.ts'
import { type Loaded, loadSession } from './session-loading.ts'
import { decideSession, freshSlots, placing } from './session-plan.ts'
import { guardsIn, stopping } from './session-stop.ts'
import { withCells } from './views.ts'

export const moveKind = 'session-move'
export const moveOf = (from: string, to: string, at: number): DueThing => ({
  at,
  kind: moveKind,
  id: from,
  data: { to },
})

/** Minutes for which the numbers of a new day are kept for those who come along. */
const keptMinutes = 60

type To = Pick<SessionPlan, 'date' | 'time' | 'room'>

const planOf = (session: Session, { date, time, room }: To): SessionPlan => {
  const { departmentId, practitionerId, kind, slotMinutes, quotas, release, overflow, overbooking } = session
  const plan = { departmentId, practitionerId, kind, slotMinutes, quotas, release, date, time, room }
  return {
    ...plan,
    ...(overflow ? { overflow } : {}),
    ...(overbooking === undefined ? {} : { overbooking }),
  }
}

/** Does it stay the same session: the same day and half-day, at another time or in another room? */
export const staysInPlace = ({ date, halfDay }: Session, to: To, settings: Desk['settings']): boolean =>
  date === to.date && halfDay === halfDayOf(to.time, settings)

/** Every number by so many minutes; whoever is late or was skipped keeps their place in the queue. */
const shifted = (slot: StoredSlot, minutes: number): StoredSlot => ({
  ...slot,
  time: { start: slot.time.start + minutes, end: slot.time.end + minutes },
  ...(slot.held?.turn === undefined ? {} : { held: { ...slot.held, turn: slot.held.turn + minutes } }),
  version: slot.version + 1,
})

/** The same session at another time or in another room, numbers and patients with it: one write. */
export async function moveInPlace(desk: Desk, acting: Acting, { session: before, slots }: Loaded, to: To) {
  const held = decidePlan(planOf(before, to), desk.settings)
  if (!held.ok) return held
  const { time, room } = to
  const session: Session = { ...before, time, room, version: before.version + 1 }
  const places = await placing(desk, session)
  if (!places.ok) return places
  const minutes = time.start - before.time.start
  const after = minutes === 0 ? slots : slots.map((slot) => shifted(slot, minutes))
  const was = { fromDate: before.date, fromStart: before.time.start }
  const guards = (await guardsIn(desk, before, slots)).map(
    (guard): Guard => ({
      ...guard,
      room,
      time: { start: guard.time.start + minutes, end: guard.time.end + minutes },
      version: guard.version + 1,
      sequence: guard.sequence + 1,
    }),
  )
  const { changed, save } = desk.repository
  const coming = guards.filter(({ state }) => state === 'booked')
  const notices = sessionNotices('clinic-moved', session, coming, was)
  const items = [
    ...places.value,
    changed.session(session),
    ...(minutes === 0 ? [] : after.map(changed.slot)),
    ...guards.map(changed.guard),
  ]
  const act = sessionAct('session-moved', session, {
    data: { ...sessionFacts(session), notices },
    patientIds: guards.map(({ patientId }) => patientId),
  })
  const written = await save(items, acting.entry(act))
  return written === 'saved' ? accept({ session, slots: after }) : undefined
}

/** The numbers of the new day: each that somebody holds is kept for them. */
const keptSlots = (session: Session, before: readonly StoredSlot[], now: number): StoredSlot[] =>
  freshSlots(session).map((slot) => {
    const lost = before.find(({ number, held }) => held && number === slot.number)
    const until = now + keptMinutes * 60_000
    return lost ? { ...slot, hold: { for: reofferHolder(lost.slotId), until } } : slot
  })

export const movedIdOf = ({ siteId }: Session, { date }: To, createdId: string): string =>
  sessionIdOf({ siteId, date, suffix: createdId.slice(0, 6) })

/** The session on its new day, published with everybody's number kept: the first of the writes, which a crash resumes. */
export async function placeAnew(
  desk: Desk,
  acting: Acting,
  { session: before, slots }: Loaded,
  { to, sessionId, createdId }: { to: To; sessionId: string; createdId: string },
) {
  const { siteId } = before
  const plan = movedPlan(planOf(before, to), to)
  const planning = { siteId, sessionId, plan, now: acting.now, version: 1 }
  const decision = await decideSession(desk, planning)
  if (!decision.ok) return decision
  const session: Session = { ...decision.value, state: 'published', movedFrom: before.sessionId }
  const places = await placing(desk, session)
  if (!places.ok) return places
  const { changed, save } = desk.repository
  const kept = keptSlots(session, slots, acting.now)
  const items = [
    ...places.value,
    changed.session(session),
    ...kept.map(changed.slot),
    ...lettingGo(desk, session, acting.now),
    desk.due.plan(moveOf(before.sessionId, sessionId, acting.now)),
  ]
  const act = sessionAct('session-published', session, {
    aggregateId: createdId,
    data: { ...sessionFacts(session), movedFrom: before.sessionId },
    answer: { session: withCells(session, kept), moved: 0, left: 0 },
  })
  const written = await save(items, acting.entry(act))
  if (written === 'saved') return accept(session)
  const key = parseSessionId(sessionId)
  const there = key && (await desk.repository.findSession(key, { fresh: true }))
  return there?.movedFrom === before.sessionId ? accept(there) : undefined
}

/** The number for somebody who comes along: their own, else the nearest that is free for them. */
function numberFor(slots: readonly StoredSlot[], { number, slotId }: StoredSlot, now: number) {
  const free = slots.filter(
    (slot) => slot.state === 'free' && !heldAgainst(slot, now, [reofferHolder(slotId)]),
  )
  return free.sort((a, b) => Math.abs(a.number - number) - Math.abs(b.number - number))[0]
}

/** One patient to the new day; false where their half-day is taken or no number is left. */
async function bringAlong(desk: Desk, acting: Acting, slotId: string, before: Session, toId: string) {
  return untilSaved(async () => {
    const [from, target] = await Promise.all([loadSession(desk, before.sessionId), loadSession(desk, toId)])
    const slot = from?.slots.find((one) => one.slotId === slotId)
    const held = slot?.held
    if (!from || !target || !slot || !held) return { moved: false }
    const [guard] = await guardsIn(desk, before, [slot])
    const number = numberFor(target.slots, slot, acting.now)
    if (!guard || !number) return { moved: false }
    const { date, time } = { date: target.session.date, time: number.time }
    const appointments = await desk.repository.listDay(held.patientId, date, { fresh: true })
    const taken = appointments.some(
      (one) =>
        one.state !== 'cancelled' &&
        one.appointmentId !== held.appointmentId &&
        sameHalfDay(one, { date, time }),
    )
    if (taken) return { moved: false }
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
