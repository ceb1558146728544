import { mondayOf } from '#shared/kernel/calendar.ts'
import { accept, type Decision } from '#shared/kernel/decision.ts'
import type { Session } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import { travelAmong } from './desk.ts'
import { claimOf, placesOf } from './session-plan.ts'
import type { Change } from './writing-repository.ts'

/** A session before and after it has changed hands; its time and place stay. */
export interface Handover {
  readonly before: Session
  readonly after: Session
}

/** What one person gives away and takes on, of one day or one week. */
interface Share {
  readonly practitionerId: string
  readonly date: string
  readonly gone: readonly Session[]
  readonly come: readonly Session[]
}

function sharesBy(handovers: readonly Handover[], periodOf: (date: string) => string): Share[] {
  const shares = new Map<string, { practitionerId: string; date: string; gone: Session[]; come: Session[] }>()
  const shareOf = ({ practitionerId, date }: Session) => {
    const name = `${practitionerId} ${periodOf(date)}`
    const share = shares.get(name) ?? { practitionerId, date, gone: [], come: [] }
    shares.set(name, share)
    return share
  }
  for (const { before, after } of handovers) {
    shareOf(before).gone.push(before)
    shareOf(after).come.push(after)
  }
  return [...shares.values()]
}

/** A person's day without what they give away, and with what they take on, where there is time and road enough. */
async function dayParts(
  desk: Desk,
  { practitionerId, date, gone, come }: Share,
): Promise<Decision<Change[], 'time-claimed' | 'travel-too-short'>> {
  const day = await desk.claims.readDay(practitionerId, date)
  const given = new Set(gone.map(({ sessionId }) => sessionId))
  const left = { ...day, commitments: day.commitments.filter(({ claimId }) => !given.has(claimId)) }
  const [wanted] = come
  if (!wanted) return accept(gone.map(({ sessionId }) => desk.claims.release(day, sessionId)))
  const travel = await travelAmong(desk, [wanted.siteId, ...placesOf(left)])
  const claim = desk.claims.add(left, claimOf(wanted), travel)
  return claim.ok ? accept([claim.value]) : claim
}

/**
 * The time and the weeks of all who give and take, as parts of one write: each person's day and week is one item,
 * whatever leaves it and comes to it.
 */
export async function handingOver(
  desk: Desk,
  handovers: readonly Handover[],
): Promise<Decision<Change[], 'time-claimed' | 'travel-too-short'>> {
  const days = await Promise.all(sharesBy(handovers, (date) => date).map((share) => dayParts(desk, share)))
  const parts: Change[] = []
  for (const day of days) {
    if (!day.ok) return day
    parts.push(...day.value)
  }
  const weeks = sharesBy(handovers, mondayOf).map(({ practitionerId, date, gone, come }) =>
    desk.repository.changed.recounted(practitionerId, date, gone, come),
  )
  return accept([...parts, ...weeks])
}
