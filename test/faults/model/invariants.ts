import type { Commit, Mirror } from './mirror.ts'
import { listsAreTrue, numbersArePatients, numbersFollowSessions } from './number-invariants.ts'
import { inOrderOfNeed, marksAreLines, offersAreKept, type When } from './offer-invariants.ts'
import { claimsAreSessions, daysFit, roomsFit } from './time-invariants.ts'
import { takenAsOffered } from './visit-invariants.ts'

const told = new Set([
  'offer',
  'session',
  'slot',
  'guard',
  'rooms',
  'wait',
  'visit',
  'cascade-line',
  'day',
  'week',
])

/** Every write that changes anything has exactly one journal entry. */
const isTold = ({ entries, kinds }: Commit): string[] =>
  entries.length === 1 || (entries.length === 0 && [...kinds].every((kind) => !told.has(kind)))
    ? []
    : [`a write of ${[...kinds].join(', ')} has ${entries.length} journal entries`]

/** Everything that has to hold after each single write, whoever is half-way through what at that moment. */
export function judgeCommit(mirror: Mirror, commit: Commit, when: When): string[] {
  const { kinds, entries } = commit
  const wrong = [
    ...isTold(commit),
    ...(kinds.has('day') ? daysFit(mirror) : []),
    ...(kinds.has('day') || kinds.has('session') || kinds.has('rooms') || kinds.has('week')
      ? [...claimsAreSessions(mirror), ...roomsFit(mirror)]
      : []),
    ...(kinds.has('slot') || kinds.has('guard') ? numbersArePatients(mirror) : []),
    ...(kinds.has('slot') || kinds.has('session') ? numbersFollowSessions(mirror) : []),
    ...(kinds.has('guard') || kinds.has('slot') || kinds.has('session') ? listsAreTrue(mirror) : []),
    ...(kinds.has('slot') || kinds.has('wait') || kinds.has('cascade-line')
      ? offersAreKept(mirror, when.now)
      : []),
    ...(kinds.has('cascade') || kinds.has('cascade-line') ? marksAreLines(mirror) : []),
    ...inOrderOfNeed(mirror, commit, when),
    ...(kinds.has('visit') ? takenAsOffered(mirror, commit, when) : []),
  ]
  const by = entries.map(({ act }) => act).join(', ')
  return wrong.map((one) => `after ${by}: ${one}`)
}
