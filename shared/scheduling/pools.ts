import type { Pool, Session, Slot } from './model.ts'
import { releaseAtOf } from './release.ts'

/** Where the unused numbers of a channel go, once their session says so. */
const nextPool = { referral: 'clinic', protected: 'clinic', 'follow-up': 'clinic', clinic: 'public' } as const
const overflowOf = {
  referral: 'referral',
  protected: 'protected',
  'follow-up': 'followUp',
  clinic: 'clinic',
} as const

type Flowing = Pick<Session, 'date' | 'overflow'>

/** When the unused numbers of a channel go on, in milliseconds since the epoch; undefined where they never do. */
export function overflowAt({ date, overflow }: Flowing, pool: keyof typeof nextPool): number | undefined {
  const release = overflow?.[overflowOf[pool]]
  return release && releaseAtOf(date, release)
}

const flows = (pool: Pool): pool is keyof typeof nextPool => pool in nextPool

/** The channels for which a number counts now: its own, and those to which its own has been let go. */
export function poolsAt({ pool }: Pick<Slot, 'pool'>, session: Flowing, now: number): Pool[] {
  const counted: Pool[] = [pool]
  for (let last = pool; flows(last); last = nextPool[last]) {
    const at = overflowAt(session, last)
    if (at === undefined || now < at) break
    counted.push(nextPool[last])
  }
  return counted
}

/** The instants at which unused numbers of the session go on to another channel, earliest first, each once. */
export function overflowTimes(session: Flowing): number[] {
  const times = Object.keys(nextPool).flatMap(
    (pool) => overflowAt(session, pool as keyof typeof nextPool) ?? [],
  )
  return [...new Set(times)].sort((a, b) => a - b)
}
