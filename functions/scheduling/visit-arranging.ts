import { accept, type Decision, type Refusal, refuse } from '#shared/kernel/decision.ts'
import {
  parseSessionId,
  type Session,
  type SessionPlan,
  sessionIdOf,
  type Visit,
} from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import { lettingGo } from './letting-go.ts'
import type { StoredSlot } from './records.ts'
import { type Loaded, loadSession } from './session-loading.ts'
import {
  decideSession,
  freshSlots,
  leavingRoom,
  type Placement,
  type PlaceRefusal,
  type PlanRefusal,
  placing,
} from './session-plan.ts'
import { freeRooms } from './visit-defaults.ts'
import { lapseOf } from './visit-events.ts'
import type { Change } from './writing-repository.ts'

export type ArrangingRefusal = PlanRefusal | PlaceRefusal | 'session-has-patients'

export interface Arranged {
  readonly session: Session
  readonly visit: Visit
  readonly instead: Session | undefined
  readonly items: Change[]
}

/** The session that a visit becomes on the day and at the time of its plan. */
export const sessionIdFor = ({ visitId, siteId }: Pick<Visit, 'visitId' | 'siteId'>, date: string): string =>
  sessionIdOf({ siteId, date, suffix: parseSessionId(visitId)?.suffix ?? '' })

/** A published session in which nobody is booked and nothing is held for anybody, with its numbers. */
export async function emptySession(
  desk: Desk,
  sessionId: string,
  now: number,
): Promise<Decision<Loaded, 'session-has-patients'>> {
  const loaded = await loadSession(desk, sessionId)
  if (loaded?.session.state !== 'published') return refuse('session-has-patients')
  const isFree = ({ state, hold }: StoredSlot) => state === 'free' && (hold?.until ?? 0) <= now
  return loaded.slots.every(isFree) ? accept(loaded) : refuse('session-has-patients')
}

/** Takes the session away with its numbers, each on the condition that nobody has taken it since. */
export const withoutSession = ({ repository }: Desk, { session, slots }: Loaded): Change[] => [
  repository.changed.withoutSession(session),
  ...slots.map(repository.changed.withoutSlot),
]

interface Arranging {
  readonly visit: Visit
  readonly plan: SessionPlan
  readonly now: number
  readonly week?: Placement['week']
}

/** What stands in the way of a room, with those that are free instead: whoever is told can choose. */
export async function roomTaken(
  desk: Desk,
  { siteId, date, time }: Pick<Session, 'siteId' | 'date' | 'time'>,
  facts: Refusal['facts'],
): Promise<Refusal<'room-taken'>> {
  const rooms = await freeRooms(desk, siteId, date, time)
  return refuse('room-taken', { ...facts, freeRooms: rooms })
}

/** Another free room by itself only where the clinic has named none: else whoever wants the visit chooses one. */
async function placed(desk: Desk, planned: Session, placement: Placement, anyRoom: boolean) {
  const first = await placing(desk, planned, placement)
  if (first.ok) return accept({ session: planned, items: first.value })
  if (first.reason !== 'room-taken') return first
  const [room] = anyRoom ? await freeRooms(desk, planned.siteId, planned.date, planned.time) : []
  if (room === undefined) return roomTaken(desk, planned, first.facts)
  const session = { ...planned, room }
  const second = await placing(desk, session, placement)
  return second.ok ? accept({ session, items: second.value }) : second
}

/**
 * Everything that makes a visit a published session: the practitioner's time and week, the room, the session and its
 * numbers, the visit itself and, where it takes the place of another session without patients, the end of that one. At
 * most 40 + 45 numbers and 9 other items.
 */
export async function arranging(
  desk: Desk,
  { visit, plan, now, week }: Arranging,
): Promise<Decision<Arranged, ArrangingRefusal>> {
  const sessionId = sessionIdFor(visit, plan.date)
  const decision = await decideSession(desk, { siteId: visit.siteId, sessionId, plan, now, version: 1 })
  if (!decision.ok) return decision
  const given = visit.insteadOf ? await emptySession(desk, visit.insteadOf, now) : undefined
  if (given && !given.ok) return given
  const instead = given?.value
  const planned: Session = { ...decision.value, state: 'published' }
  const placement = { week, instead: instead?.session }
  const place = await placed(desk, planned, placement, visit.anyRoom ?? false)
  if (!place.ok) return place
  const { session } = place.value
  const { practitionerName, practitionerTitle, siteName } = session
  const agreed: Visit = {
    ...visit,
    ...{ practitionerName, practitionerTitle, siteName, sessionId },
    plan: { ...plan, room: session.room },
    state: 'accepted',
    answeredAt: now,
  }
  const { changed } = desk.repository
  const items = [
    ...place.value.items,
    changed.session(session),
    ...freshSlots(session).map(changed.slot),
    ...lettingGo(desk, session, now),
    changed.visit(agreed),
    ...(visit.version > 1 ? [desk.due.drop(lapseOf(visit))] : []),
    ...(instead ? [await leavingRoom(desk, instead.session), ...withoutSession(desk, instead)] : []),
  ]
  return accept({ session, visit: agreed, instead: instead?.session, items })
}
