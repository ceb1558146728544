import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideResume, decideStop, type Session, stoppedFromOf } from '#shared/scheduling/index.ts'
import { type Desk, type Handler, untilSaved } from './desk.ts'
import { addExtraSlot } from './extra-slot-route.ts'
import { mayStop } from './policy.ts'
import type { Guard, StoredSlot } from './records.ts'
import { sessionAct } from './session-events.ts'
import { loadSession } from './session-loading.ts'
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

const stopSession: Handler<'stopSession'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body, now } = request
    const loaded = await loadSession(desk, params.sessionId)
    if (!loaded || !mayStop(request, loaded.session.siteId)) return refuse('session-unknown')
    const decision = decideStop(loaded.session, body.version)
    if (!decision.ok) return decision
    const why = { stopReason: body.reason, ...(body.words ? { stopWords: body.words } : {}), stoppedAt: now }
    const session: Session = { ...loaded.session, ...why, state: 'stopped', version: body.version + 1 }
    const stopped = loaded.slots.flatMap((slot) => stopSlot(slot) ?? [])
    const patientIds = patientsIn(stopped)
    const items = [...(await together(desk, session, stopped)), ...(await leaving(desk, session))]
    const entry = request.entry(sessionAct('session-stopped', session, { patientIds }))
    const written = await desk.repository.save(items, entry)
    const slots = merged(loaded.slots, stopped)
    const answer = { session: withSlots(session, slots), affected: patientIds.length }
    return written === 'saved' ? accept(answer) : undefined
  })

const resumeSession: Handler<'resumeSession'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body, now } = request
    const loaded = await loadSession(desk, params.sessionId)
    if (!loaded || !mayStop(request, loaded.session.siteId)) return refuse('session-unknown')
    const decision = decideResume(loaded.session, body.version, now, desk.settings)
    if (!decision.ok) return decision
    const { stopReason: _, stopWords: __, stoppedAt: ___, ...open } = loaded.session
    const session: Session = { ...open, state: 'published', version: body.version + 1 }
    const places = await placing(desk, session)
    if (!places.ok) return places
    const resumed = loaded.slots.flatMap((slot) => resumeSlot(slot) ?? [])
    const items = [...(await together(desk, session, resumed)), ...places.value]
    const act = sessionAct('session-resumed', session, { patientIds: patientsIn(resumed) })
    const written = await desk.repository.save(items, request.entry(act))
    return written === 'saved' ? accept(withCells(session, merged(loaded.slots, resumed))) : undefined
  })

/** 停诊, its taking back, and 加号. */
export const stopRoutes = (desk: Desk) => ({
  stopSession: stopSession(desk),
  resumeSession: resumeSession(desk),
  addExtraSlot: addExtraSlot(desk),
})
