import { accept, refuse } from '#shared/kernel/decision.ts'
import { cascadeFrom, decideResume, decideStop, type Session } from '#shared/scheduling/index.ts'
import { beginOf } from './cascade-parts.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { addExtraSlot } from './extra-slot-route.ts'
import { mayStop } from './policy.ts'
import type { StoredSlot } from './records.ts'
import { sessionAct } from './session-events.ts'
import { doneBefore, type Loaded, loadSession } from './session-loading.ts'
import { decideStaffing, placing } from './session-plan.ts'
import { stopping, together } from './session-stop.ts'
import { patientsIn, withCells, withSlots } from './views.ts'

const resumeSlot = ({ stoppedFrom, ...slot }: StoredSlot): StoredSlot | undefined =>
  stoppedFrom && slot.state === 'stopped'
    ? { ...slot, state: stoppedFrom, version: slot.version + 1 }
    : undefined

const merged = (slots: readonly StoredSlot[], changed: readonly StoredSlot[]): StoredSlot[] =>
  slots.map((slot) => changed.find(({ slotId }) => slotId === slot.slotId) ?? slot)

const affectedIn = (slots: readonly StoredSlot[]): number =>
  patientsIn(slots.filter(({ state }) => state === 'stopped')).length

type Stopping = Parameters<SchedulingHandlers['stopSession']>[0]
type Resuming = Parameters<SchedulingHandlers['resumeSession']>[0]

async function stop(desk: Desk, request: Stopping, loaded: Loaded) {
  const { body, now } = request
  const decision = decideStop(loaded.session, body.version)
  if (!decision.ok) return decision
  const cascadeAt = cascadeFrom(now, body.cascade, desk.settings)
  const why = { reason: body.reason, words: body.words, now, cascadeAt, offers: body.cascade !== 'none' }
  const { session, stopped, items, act } = await stopping(desk, loaded, why)
  const written = await desk.repository.save(items, request.entry(act))
  const slots = merged(loaded.slots, stopped)
  const answer = { session: withSlots(session, slots), affected: affectedIn(slots) }
  return written === 'saved' ? accept(answer) : undefined
}

const stopSession: Handler<'stopSession'> = (desk) => (request) =>
  untilSaved(async () => {
    const loaded = await loadSession(desk, request.params.sessionId)
    if (!loaded || !mayStop(request, loaded.session.siteId)) return refuse('session-unknown')
    const { session, slots } = loaded
    const { version, reason } = request.body
    const again = doneBefore(session, 'stopped', version) && session.stopReason === reason
    if (again) return accept({ session: withSlots(session, slots), affected: affectedIn(slots) })
    return stop(desk, request, loaded)
  })

async function resume(desk: Desk, request: Resuming, { session: before, slots: all }: Loaded) {
  const { body, now } = request
  const decision = decideResume(before, body.version, now, desk.settings)
  if (!decision.ok) return decision
  const { stopReason: _, stopWords: __, stoppedAt: ___, cascadeAt, ...open } = before
  const session: Session = { ...open, state: 'published', version: body.version + 1 }
  const staffing = await decideStaffing(desk, session.siteId, session, session.date)
  if (!staffing.ok) return staffing
  const places = await placing(desk, session)
  if (!places.ok) return places
  const resumed = all.flatMap((slot) => resumeSlot(slot) ?? [])
  const { parts } = await together(desk, session, resumed)
  const due = cascadeAt === undefined ? [] : [desk.due.drop(beginOf(before, true))]
  const items = [...parts, ...places.value, ...due]
  const act = sessionAct('session-resumed', session, { patientIds: patientsIn(resumed) })
  const written = await desk.repository.save(items, request.entry(act))
  return written === 'saved' ? accept(withCells(session, merged(all, resumed))) : undefined
}

const resumeSession: Handler<'resumeSession'> = (desk) => (request) =>
  untilSaved(async () => {
    const loaded = await loadSession(desk, request.params.sessionId)
    if (!loaded || !mayStop(request, loaded.session.siteId)) return refuse('session-unknown')
    const again = doneBefore(loaded.session, 'published', request.body.version)
    return again ? accept(withCells(loaded.session, loaded.slots)) : resume(desk, request, loaded)
  })

/** 停诊, its taking back, and 加号. */
export const stopRoutes = (desk: Desk) => ({
  stopSession: stopSession(desk),
  resumeSession: resumeSession(desk),
  addExtraSlot: addExtraSlot(desk),
})
