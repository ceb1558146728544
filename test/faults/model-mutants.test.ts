import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../support/engine.ts'
import type { ActName } from './model/acts.ts'
import { historyOf } from './model/history.ts'
import { openLane } from './model/lane.ts'
import { blindToNeed, deafTo, forgetting, unguarded, without } from './model/mutants.ts'
import type { Mutant } from './model/seam.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ own: true })
})
afterAll(() => engine.close())

const most = 120

/** What the first history says in which it shows; empty where it never does. */
async function foundWith(mutant: Mutant, acts: readonly ActName[]): Promise<string> {
  const lane = openLane(engine, mutant)
  const run = { seed: 20260916, numRuns: most, endOnFailure: true }
  const { errorInstance } = await fc.check(fc.asyncProperty(historyOf(...acts), lane.play), run)
  return errorInstance instanceof Error ? errorInstance.message : ''
}

interface Broken {
  readonly what: string
  readonly mutant: Mutant
  /** In which acts it shows soonest. */
  readonly acts: readonly ActName[]
  readonly said: RegExp
}
const broken: readonly Broken[] = [
  {
    what: 'a number is given to whoever comes, taken or not',
    mutant: unguarded('slot'),
    acts: ['book', 'move'],
    said: /an appointment without its number/,
  },
  {
    what: 'a half-day of a patient is overwritten',
    mutant: unguarded('guard'),
    acts: ['book', 'move'],
    said: /a number without its appointment/,
  },
  {
    what: 'a day is claimed over what is claimed already',
    mutant: unguarded('day'),
    acts: ['draft', 'commit'],
    said: /no time is taken for/,
  },
  {
    what: 'a session claims no time',
    mutant: without('day'),
    acts: ['ask'],
    said: /no time is taken for/,
  },
  {
    what: 'a room is taken over who uses it',
    mutant: unguarded('rooms'),
    acts: ['draft', 'discard'],
    said: /no room is taken for|room is taken for nothing/,
  },
  {
    what: 'a write is not told of',
    mutant: without('entry'),
    acts: ['book'],
    said: /has 0 journal entries/,
  },
  {
    what: 'nobody hears that somebody waits',
    mutant: deafTo('wait-joined'),
    acts: ['join', 'relay'],
    said: /is free while .* waits for it/,
  },
  {
    what: 'the need of who waits is overlooked',
    mutant: blindToNeed,
    acts: ['book', 'cancel', 'join', 'relay'],
    said: /went to .* before/,
  },
  {
    what: 'who loses an appointment gets no line',
    mutant: without('cascade-line'),
    acts: ['book', 'stop', 'due', 'wait'],
    said: /nobody looks after/,
  },
  {
    what: 'nothing follows the end of a practice',
    mutant: forgetting('practice-cut'),
    acts: ['ask', 'cut', 'relay', 'due'],
    said: /the practice ends on/,
  },
]

describe('the model finds what is broken on purpose', () => {
  it.each(broken)('$what', { timeout: 600_000 }, async ({ mutant, acts, said }) => {
    expect(await foundWith(mutant, acts)).toMatch(said)
  })
})
