import { writeTogether } from '#functions/platform/table.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideStop, type Session } from '#shared/scheduling/index.ts'
import type { Acting } from './cascade-parts.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { movedIdOf, moveOf, placeAnew } from './move-anew.ts'
import { moveInPlace, staysInPlace } from './move-in-place.ts'
import { bringOver } from './move-over.ts'
import { mayChange } from './policy.ts'
import { type Loaded, loadSession } from './session-loading.ts'
import { withCells } from './views.ts'

type Moving = Parameters<SchedulingHandlers['moveSession']>[0]

const decide = (session: Session, { body, now }: Moving) => {
  const standing = decideStop(session, body.version)
  if (!standing.ok) return standing
  return session.date < dateAt(now) || body.date < dateAt(now) ? refuse('date-past') : accept(session)
}

async function toAnotherDay(desk: Desk, acting: Acting, request: Moving, loaded: Loaded) {
  const { body: to, createdId } = request
  const before = loaded.session
  const sessionId = movedIdOf(before, to, createdId)
  if (before.movedTo !== sessionId) {
    const standing = decide(before, request)
    if (!standing.ok) return standing
    const placed = await placeAnew(desk, acting, loaded, { to, sessionId, createdId })
    if (placed === undefined || !placed.ok) return placed
  }
  const over = await bringOver(desk, acting, before.sessionId, sessionId)
  if (!over.ok) return over
  await writeTogether(desk.platform.table, [desk.due.drop(moveOf(before.sessionId, sessionId, acting.now))])
  const { session, slots, moved, left } = over.value
  return accept({ session: withCells(session, slots), moved, left })
}

const movedBefore = ({ state, version, time, room, date }: Session, { body }: Moving): boolean =>
  state === 'published' &&
  version === body.version + 1 &&
  date === body.date &&
  room === body.room &&
  time.start === body.time.start &&
  time.end === body.time.end

async function inPlace(desk: Desk, acting: Acting, request: Moving, loaded: Loaded) {
  const standing = decide(loaded.session, request)
  if (!standing.ok) return standing
  const done = await moveInPlace(desk, acting, loaded, request.body)
  if (done === undefined || !done.ok) return done
  const { session, slots } = done.value
  const moved = slots.filter(({ held }) => held).length
  return accept({ session: withCells(session, slots), moved, left: 0 })
}

/** Another time or room in the same half-day, or another day with everybody on it. */
export const moveSession: Handler<'moveSession'> = (desk) => (request) => {
  const acting: Acting = { now: request.now, by: 'staff', entry: request.entry }
  return untilSaved(async () => {
    const loaded = await loadSession(desk, request.params.sessionId)
    if (!loaded || !mayChange(request, loaded.session.siteId)) return refuse('session-unknown')
    const { session, slots } = loaded
    if (movedBefore(session, request)) {
      const moved = slots.filter(({ held }) => held).length
      return accept({ session: withCells(session, slots), moved, left: 0 })
    }
    const stays = staysInPlace(session, request.body, desk.settings) && !session.movedTo
    return stays ? inPlace(desk, acting, request, loaded) : toAnotherDay(desk, acting, request, loaded)
  })
}
