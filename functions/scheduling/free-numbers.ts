import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import {
  type FreeNumber,
  isOfferable,
  type Lost,
  parseSessionId,
  poolsAt,
  type Session,
} from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import type { Clinic } from './projections.ts'
import type { StoredSlot } from './records.ts'
import { travelAround } from './travel-desk.ts'

export interface FreeNumbers {
  readonly numbers: readonly FreeNumber[]
  readonly clinics: readonly Clinic[]
}

/** Can any of its numbers be given now? Those of the clinic's own pace do not wait for the release. */
const mayHaveNumbers = (session: Session, lost: Lost & { sessionId: string }, now: number): boolean =>
  session.state === 'published' &&
  session.kind === lost.kind &&
  session.sessionId !== lost.sessionId &&
  (session.releaseAt <= now || (session.quotas.protected ?? 0) > 0)

function numberOf(session: Session, slot: StoredSlot, minutes: number, now: number): FreeNumber {
  const { sessionId, siteId, siteName, practitionerId, practitionerName, date, room, kind } = session
  const { slotId, time, number } = slot
  return {
    ...{ slotId, sessionId, siteId, siteName, practitionerId, practitionerName },
    ...{ date, time, number, room, kind, minutes },
    pools: poolsAt(slot, session, now),
  }
}

/** The sites that are looked at: its own, the nearest, and those near enough where the same doctor holds sessions. */
async function sitesAround(desk: Desk, lost: Lost, from: string, to: string) {
  const { repository, settings } = desk
  const [clinics, travel, work] = await Promise.all([
    repository.listClinics(),
    travelAround(desk, lost.siteId),
    repository.listWork(lost.practitionerId, from, addDays(to, 1)),
  ])
  const theirs = new Set(work.flatMap(({ work: { sessionId } }) => parseSessionId(sessionId)?.siteId ?? []))
  const near = clinics
    .filter(({ siteId, lon }) => siteId !== lost.siteId && lon !== undefined)
    .map(({ siteId }) => ({ siteId, minutes: travel(lost.siteId, siteId) }))
    .filter(({ minutes }) => minutes <= settings.cascadeNearbyMinutes)
    .sort((a, b) => a.minutes - b.minutes)
  const chosen = near.filter(({ siteId }, index) => index < settings.cascadeNearbySites || theirs.has(siteId))
  return { clinics, sites: [{ siteId: lost.siteId, minutes: 0 }, ...chosen] }
}

/**
 * The numbers that could be given to whom a session is lost, here and nearby, in the days that are looked ahead. About
 * 2 RCU for each session of the kind, and one query for each site.
 */
export async function freeNumbers(
  desk: Desk,
  lost: Lost & { readonly sessionId: string },
  now: number,
): Promise<FreeNumbers> {
  const { repository, settings } = desk
  const from = dateAt(now)
  const to = addDays(from, settings.cascadeDays)
  const { clinics, sites } = await sitesAround(desk, lost, from, to)
  const ofSite = async ({ siteId, minutes }: { siteId: string; minutes: number }) => {
    const sessions = await repository.listSessions(siteId, from, to)
    const open = sessions.filter((session) => mayHaveNumbers(session, lost, now))
    const slots = await Promise.all(
      open.map((session) => repository.listSlots(parseSessionId(session.sessionId) ?? keyless)),
    )
    return open.flatMap((session, index) =>
      (slots[index] ?? [])
        .filter((slot) => isOfferable(slot, session, now))
        .map((slot) => numberOf(session, slot, minutes, now)),
    )
  }
  return { clinics, numbers: (await Promise.all(sites.map(ofSite))).flat() }
}

const keyless = { siteId: '', date: '', suffix: '' }
