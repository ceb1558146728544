import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideResume, decideStop, type Session, stoppedFromOf } from '#shared/scheduling/index.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { addExtraSlot } from './extra-slot-route.ts'
import { mayStop } from './policy.ts'
import type { Guard, StoredSlot } from './records.ts'
import { sessionAct } from './session-events.ts'
import { doneBefore, type Loaded, loadSession } from './session-loading.ts'
import { leaving, placing } from './session-plan.ts'
import { patientsIn, withCells, withSlots } from './views.ts'
import type { Change } from './writing-repository.ts'

/** What is written of a session whose numbers change their state all together, patients' own lists included. */
async function together(
  { repository }: Desk,
  session: Session,
  slots: readonly StoredSlot[],
): Promise<Change[]> {
  const held = slots.flatMap((slot) => slot.held ?? [])
  const guards = await Promise.all(
    held.map(({ patientId }) =>
      repository.findGuard(patientId, session.date, session.halfDay, { fresh: true }),
    ),
  )
  const own = guards.flatMap((guard) =>
    guard && held.some(({ appointmentId }) => appointmentId === guard.appointmentId) ? guard : [],
  )
  const stopped = session.state === 'stopped'
  const marked = own.map(
    ({ stopped: _, ...guard }): Guard => ({
      ...guard,
      version: guard.version + 1,
      sequence: guard.sequence + 1,
      ...(stopped ? { stopped } : {}),
    }),
  )
  const { changed } = repository
  return [changed.session(session), ...slots.map(changed.slot), ...marked.map(changed.guard)]
}

/** A stop touches the numbers that are still to come; who is being seen is seen to the end. */
const stopSlot = (slot: StoredSlot): StoredSlot | undefined => {
  const stoppedFrom = stoppedFromOf(slot)
  return stoppedFrom && { ...slot, state: 'stopped', stoppedFrom, version: slot.version + 1 }
}

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

async function stop(desk: Desk, request: Stopping, { session: before, slots: all }: Loaded) {
  const { body, now } = request
  const decision = decideStop(before, body.version)
  if (!decision.ok) return decision
  const why = { stopReason: body.reason, ...(body.words ? { stopWords: body.words } : {}), stoppedAt: now }
  const session: Session = { ...before, ...why, state: 'stopped', version: body.version + 1 }
  const stopped = all.flatMap((slot) => stopSlot(slot) ?? [])
  const items = [...(await together(desk, session, stopped)), ...(await leaving(desk, session))]
  const entry = request.entry(sessionAct('session-stopped', session, { patientIds: patientsIn(stopped) }))
  const written = await desk.repository.save(items, entry)
  const slots = merged(all, stopped)
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
  const { stopReason: _, stopWords: __, stoppedAt: ___, ...open } = before
  const session: Session = { ...open, state: 'published', version: body.version + 1 }
  const places = await placing(desk, session)
  if (!places.ok) return places
  const resumed = all.flatMap((slot) => resumeSlot(slot) ?? [])
  const items = [...(await together(desk, session, resumed)), ...places.value]
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
