import type { DueThing } from '#functions/platform/due.ts'
import { accept } from '#shared/kernel/decision.ts'
import {
  movedPlan,
  parseSessionId,
  planAt,
  reofferHolder,
  type Session,
  sessionIdOf,
} from '#shared/scheduling/index.ts'
import type { Acting } from './cascade-parts.ts'
import type { Desk } from './desk.ts'
import { lettingGo } from './letting-go.ts'
import type { To } from './move-in-place.ts'
import type { StoredSlot } from './records.ts'
import { sessionAct, sessionFacts } from './session-events.ts'
import type { Loaded } from './session-loading.ts'
import { decideSession, freshSlots, placing } from './session-plan.ts'
import { withCells } from './views.ts'

export const moveKind = 'session-move'
/** The move to another day is due until it is finished: a crash in between goes on where it was. */
export const moveOf = (from: string, to: string, at: number): DueThing => ({
  at,
  kind: moveKind,
  id: from,
  data: { to },
})

/** The numbers of the new day: each that somebody holds is kept for them. */
const keptSlots = (session: Session, before: readonly StoredSlot[], until: number): StoredSlot[] =>
  freshSlots(session).map((slot) => {
    const lost = before.find(({ number, held }) => held && number === slot.number)
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
  const plan = movedPlan(planAt(before, to), to)
  const planning = { siteId, sessionId, plan, now: acting.now, version: 1 }
  const decision = await decideSession(desk, planning)
  if (!decision.ok) return decision
  const session: Session = { ...decision.value, state: 'published', movedFrom: before.sessionId }
  const places = await placing(desk, session)
  if (!places.ok) return places
  const { changed, save } = desk.repository
  const until = acting.now + desk.settings.moveKeptMinutes * 60_000
  const kept = keptSlots(session, slots, until)
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
