import type { Act } from '#functions/platform/journal.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decideExtraSlot,
  decideResume,
  decideStop,
  parseSessionId,
  type Session,
  slotIdOf,
  stoppedFromOf,
} from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { mayReadSession, mayStop } from './policy.ts'
import type { Guard, StoredSlot } from './records.ts'
import { sessionAct } from './session-events.ts'
import { leaving, placing } from './session-plan.ts'
import { patientsIn, slotOf, withCells, withSlots } from './views.ts'
import type { Change } from './writing-repository.ts'

interface Loaded {
  readonly session: Session
  readonly slots: StoredSlot[]
}

async function load({ repository }: Desk, sessionId: string): Promise<Loaded | undefined> {
  const key = parseSessionId(sessionId)
  if (!key) return undefined
  const fresh = { fresh: true }
  const [session, slots] = await Promise.all([
    repository.findSession(key, fresh),
    repository.listSlots(key, fresh),
  ])
  return session && { session, slots }
}

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

/** 停诊, its taking back, and 加号. */
export const stopRoutes = (desk: Desk) =>
  ({
    stopSession: (request) =>
      untilSaved(async () => {
        const { params, body, now } = request
        const loaded = await load(desk, params.sessionId)
        if (!loaded || !mayStop(request, loaded.session.siteId)) return refuse('session-unknown')
        const decision = decideStop(loaded.session, body.version)
        if (!decision.ok) return decision
        const why = { stopReason: body.reason, ...(body.words ? { stopWords: body.words } : {}) }
        const session: Session = {
          ...loaded.session,
          ...why,
          state: 'stopped',
          stoppedAt: now,
          version: body.version + 1,
        }
        const stopped = loaded.slots.flatMap((slot) => stopSlot(slot) ?? [])
        const items = [...(await together(desk, session, stopped)), ...(await leaving(desk, session))]
        const patientIds = patientsIn(stopped)
        const written = await desk.repository.save(
          items,
          request.entry(sessionAct('session-stopped', session, { patientIds })),
        )
        const slots = merged(loaded.slots, stopped)
        return written === 'saved'
          ? accept({ session: withSlots(session, slots), affected: patientIds.length })
          : undefined
      }),

    resumeSession: (request) =>
      untilSaved(async () => {
        const { params, body, now } = request
        const loaded = await load(desk, params.sessionId)
        if (!loaded || !mayStop(request, loaded.session.siteId)) return refuse('session-unknown')
        const decision = decideResume(loaded.session, body.version, now, desk.settings)
        if (!decision.ok) return decision
        const { stopReason: _, stopWords: __, stoppedAt: ___, ...open } = loaded.session
        const session: Session = { ...open, state: 'published', version: body.version + 1 }
        const places = await placing(desk, session)
        if (!places.ok) return places
        const resumed = loaded.slots.flatMap((slot) => resumeSlot(slot) ?? [])
        const items = [...(await together(desk, session, resumed)), ...places.value]
        const act: Partial<Act> = { patientIds: patientsIn(resumed) }
        const written = await desk.repository.save(
          items,
          request.entry(sessionAct('session-resumed', session, act)),
        )
        return written === 'saved' ? accept(withCells(session, merged(loaded.slots, resumed))) : undefined
      }),

    addExtraSlot: (request) =>
      untilSaved(async () => {
        const { params, body, now, createdId } = request
        const key = parseSessionId(params.sessionId)
        const loaded = await load(desk, params.sessionId)
        if (!key || !loaded || !mayReadSession(request, loaded.session)) return refuse('session-unknown')
        request.require(
          'add-extra-slot',
          'Session',
          { practitionerId: loaded.session.practitionerId, siteId: loaded.session.siteId },
          'forbidden',
        )
        const decision = decideExtraSlot(loaded.session, loaded.slots, body.start, now, desk.settings)
        if (!decision.ok) return decision
        const { number, time, pool } = decision.value
        const slotId = slotIdOf({ ...key, number })
        const { sessionId } = loaded.session
        const slot: StoredSlot = {
          key: { ...key, number },
          slotId,
          sessionId,
          number,
          time,
          pool,
          releaseAt: now,
          state: 'free',
          version: 1,
        }
        const session = { ...loaded.session, version: loaded.session.version + 1 }
        const { changed, save } = desk.repository
        const act = sessionAct('extra-slot-added', session, { aggregateId: createdId, answer: slotOf(slot) })
        const written = await save([changed.slot(slot), changed.session(session)], request.entry(act))
        if (written === 'replayed') return refuse('extra-slot-limit')
        return written === 'saved' ? accept(slotOf(slot)) : undefined
      }),
  }) satisfies Pick<SchedulingHandlers, 'stopSession' | 'resumeSession' | 'addExtraSlot'>
