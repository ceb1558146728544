import type { ClaimedDay } from '#functions/platform/claims.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import type { Claim } from '#shared/kernel/claim.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import {
  decidePlan,
  decideRoom,
  halfDayOf,
  type Pool,
  parseSessionId,
  type RoomUse,
  releaseAtOf,
  type Session,
  type SessionPlan,
  slotIdOf,
  slotsOf,
} from '#shared/scheduling/index.ts'
import { type Desk, travelAmong } from './desk.ts'
import { filedOn } from './projections.ts'
import type { SiteRooms, StoredSlot } from './records.ts'
import type { Change } from './writing-repository.ts'

export type StaffingRefusal =
  | 'site-unknown'
  | 'practitioner-unknown'
  | 'practice-not-filed'
  | 'department-not-accepted'
export type PlanRefusal = StaffingRefusal | 'plan-invalid' | 'date-past'
export type PlaceRefusal = 'time-claimed' | 'travel-too-short' | 'room-taken'

type Staffed = Pick<SessionPlan, 'practitionerId' | 'departmentId'>
export interface Staffing {
  readonly siteName: string
  readonly practitionerName: string
  readonly practitionerTitle: string
}

/** Is the department accepted, and may this practitioner work here on that day? 1.5 RCU. */
export async function decideStaffing(
  { repository }: Desk,
  siteId: string,
  plan: Staffed,
  date: string,
): Promise<Decision<Staffing, StaffingRefusal>> {
  const [clinic, doctor, department] = await Promise.all([
    repository.findClinic(siteId),
    repository.findSiteDoctor(siteId, plan.practitionerId),
    repository.findDepartment(siteId, plan.departmentId),
  ])
  if (!clinic) return refuse('site-unknown')
  if (!doctor) return refuse('practitioner-unknown')
  if (!filedOn(doctor, date)) return refuse('practice-not-filed', { terms: doctor.terms })
  if (!department?.accepted) return refuse('department-not-accepted')
  return accept({ siteName: clinic.name, practitionerName: doctor.name, practitionerTitle: doctor.title })
}

export interface Planning {
  readonly siteId: string
  readonly sessionId: string
  readonly plan: SessionPlan
  readonly now: number
  readonly version: number
  readonly templateId?: string | undefined
}

/** The session as a draft, where the plan holds together and its people may work there. */
export async function decideSession(desk: Desk, planning: Planning): Promise<Decision<Session, PlanRefusal>> {
  const { siteId, sessionId, plan, now, version, templateId } = planning
  const held = decidePlan(plan, desk.settings)
  if (!held.ok) return held
  if (plan.date < dateAt(now)) return refuse('date-past')
  const staffing = await decideStaffing(desk, siteId, plan, plan.date)
  if (!staffing.ok) return staffing
  const halfDay = halfDayOf(plan.time, desk.settings)
  const releaseAt = releaseAtOf(plan.date, plan.release)
  const template = templateId === undefined ? {} : { templateId }
  return accept({
    ...plan,
    ...staffing.value,
    ...template,
    sessionId,
    siteId,
    halfDay,
    releaseAt,
    state: 'draft',
    version,
  })
}

export const claimOf = ({ sessionId, siteId, time }: Session): Claim => ({
  claimId: sessionId,
  kind: 'clinic-visit',
  placeId: siteId,
  time,
  about: sessionId,
})

export interface Placement {
  /** The practitioner's week as it was read, where a limit of it was decided on. */
  readonly week?: { readonly version: number } | undefined
  /** Another session of the same day that is given up for this one, in the same write. */
  readonly instead?: Session | undefined
}

const withoutClaim = (day: ClaimedDay, session: Session | undefined): ClaimedDay => ({
  ...day,
  commitments: day.commitments.filter(({ claimId }) => claimId !== session?.sessionId),
})

/**
 * The parts of a write that take the practitioner's time and the room; both are read fresh. Their week counts it, with
 * `week` only while that is as it was read: a limit of the week was decided on then.
 */
export async function placing(
  desk: Desk,
  session: Session,
  { week, instead }: Placement = {},
): Promise<Decision<Change[], PlaceRefusal>> {
  const [day, rooms] = await Promise.all([
    desk.claims.readDay(session.practitionerId, session.date),
    desk.repository.readRooms(session.siteId, session.date),
  ])
  const travel = await travelAmong(desk, [session.siteId, ...placesOf(day)])
  const claim = desk.claims.add(withoutClaim(day, instead), claimOf(session), travel)
  if (!claim.ok) return claim
  const free = decideRoom(session, rooms.uses)
  if (!free.ok) return free
  const { sessionId, room, time } = session
  return accept([
    claim.value,
    desk.repository.changed.rooms(withRoom(rooms, sessionId, { sessionId, room, time })),
    desk.repository.changed.counted(session, { standing: week?.version, instead }),
  ])
}

export const placesOf = (day: ClaimedDay): string[] => day.commitments.flatMap(({ placeId }) => placeId ?? [])

const withRoom = (rooms: SiteRooms, sessionId: string, use: RoomUse | undefined): SiteRooms => ({
  ...rooms,
  version: rooms.version + 1,
  uses: [...rooms.uses.filter((one) => one.sessionId !== sessionId), ...(use ? [use] : [])],
})

/** The parts that give time and room back. */
export async function leaving(desk: Desk, session: Session): Promise<Change[]> {
  const [time, room] = await Promise.all([releasing(desk, session), leavingRoom(desk, session)])
  return [...time, room]
}

export async function leavingRoom({ repository }: Desk, session: Session): Promise<Change> {
  const rooms = await repository.readRooms(session.siteId, session.date)
  return repository.changed.rooms(withRoom(rooms, session.sessionId, undefined))
}

/** The practitioner's time and their week, without the session. */
export async function releasing({ claims, repository }: Desk, session: Session): Promise<Change[]> {
  const day = await claims.readDay(session.practitionerId, session.date)
  return [claims.release(day, session.sessionId), repository.changed.notCounted(session)]
}

/** Given in the consulting room, weeks ahead or at once: these do not wait for the release. */
const ownPace: ReadonlySet<Pool> = new Set(['protected', 'follow-up'])

/** The numbers that come into being with publication, none of them held. */
export function freshSlots(session: Session): StoredSlot[] {
  const key = parseSessionId(session.sessionId)
  if (!key) return []
  return slotsOf(session).map(({ number, time, pool }) => ({
    key: { ...key, number },
    slotId: slotIdOf({ ...key, number }),
    sessionId: session.sessionId,
    number,
    time,
    pool,
    releaseAt: ownPace.has(pool) ? 0 : session.releaseAt,
    state: 'free',
    version: 1,
  }))
}
