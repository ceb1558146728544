import { instantOf } from '#shared/kernel/calendar.ts'
import {
  type Cell,
  decideWalkIn,
  nearestFree,
  type Pool,
  type SessionWithCells,
  type WalkIn,
} from '#shared/scheduling/index.ts'
import { heldUntil, isFree } from '../numbers/cells.ts'
import { nextRelease } from '../numbers/phase.ts'

/** For whom a number is sought. What is not known does not count. */
export interface Seeker {
  readonly age?: number | undefined
  /** Whom the person saw last. */
  readonly practitionerId?: string | undefined
  /** The number that is being kept for who books here. */
  readonly keeps?: string | undefined
}

/** A session as it suits a person: what can be had, and why one would or cannot take it. */
export interface Offer {
  /** 现场: the number that the desk's rule would give now; undefined where it gives none. */
  readonly walkIn?: WalkIn<Cell> | undefined
  readonly session: SessionWithCells
  readonly free: readonly Cell[]
  readonly sameDoctor: boolean
  /** For children, and the person is none. */
  readonly otherAge: boolean
  readonly blocked?: 'unreleased' | 'full' | undefined
  /** When the next numbers come, where none can be had now. */
  readonly releaseAt?: number | undefined
}

const adult = 18

function offerOf(
  session: SessionWithCells,
  seeker: Seeker,
  now: number,
  may: (pool: Pool) => boolean,
): Offer {
  const ahead = session.cells.filter(({ time }) => instantOf(session.date, time.start) > now)
  const mine = ({ slotId, state }: Cell) => slotId === seeker.keeps && state === 'free'
  const free = ahead.filter((cell) => (mine(cell) || isFree(cell, now)) && may(cell.pool))
  const releaseAt = nextRelease(ahead, now)
  return {
    session,
    free,
    sameDoctor: session.practitionerId === seeker.practitionerId,
    otherAge: session.kind === 'child' && seeker.age !== undefined && seeker.age >= adult,
    ...(free.length > 0 ? {} : { blocked: releaseAt === undefined ? 'full' : 'unreleased' }),
    ...(releaseAt === undefined ? {} : { releaseAt }),
  }
}

/** What somebody who stands at the desk would get; numbers beyond the plan are told by their channel here. */
export function walkInOffers(sessions: readonly SessionWithCells[], now: number): Offer[] {
  return sessions.map((session) => {
    const numbers = session.cells.map((cell) => {
      const until = heldUntil(cell, now)
      return { ...cell, ...(until === undefined ? {} : { hold: { for: '', until } }) }
    })
    const decision = decideWalkIn(session, numbers, now)
    return {
      session,
      free: [],
      sameDoctor: false,
      otherAge: false,
      ...(decision.ok ? { walkIn: decision.value } : { blocked: 'full' as const }),
    }
  })
}

/** Published sessions that are not over, the most suitable first: to be had, right age, same doctor, soonest. */
export function offersFor(
  sessions: readonly SessionWithCells[],
  seeker: Seeker,
  now: number,
  may: (pool: Pool) => boolean,
): Offer[] {
  const rank = ({ blocked, otherAge, sameDoctor }: Offer): number =>
    (blocked ? 4 : 0) + (otherAge ? 2 : 0) + (sameDoctor ? 0 : 1)
  return sessions
    .filter(({ state, date, time }) => state === 'published' && instantOf(date, time.end) > now)
    .map((session) => offerOf(session, seeker, now, may))
    .toSorted((a, b) => rank(a) - rank(b) || startOf(a) - startOf(b))
}

const startOf = ({ session }: Offer): number => instantOf(session.date, session.time.start)

const firstChoice: readonly Pool[] = ['clinic', 'public', 'extra', 'referral']

/** The earliest number of the clinic's own channel, else of the next one. */
export const preferred = (free: readonly Cell[]): Cell | undefined =>
  firstChoice.map((pool) => free.find((cell) => cell.pool === pool)).find((cell) => cell !== undefined)

/** The two best numbers instead of one that was lost. */
export function insteadOf(lost: Cell, free: readonly Cell[]): Cell[] {
  // A protected number is given on purpose, never instead of another.
  const others = free.filter(({ slotId, pool }) => slotId !== lost.slotId && pool !== 'protected')
  const best = nearestFree(others, lost)
  const next =
    best &&
    nearestFree(
      others.filter((cell) => cell !== best),
      lost,
    )
  return [best, next].filter((cell) => cell !== undefined)
}
