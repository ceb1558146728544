import { newEntry, openJournal } from '#functions/platform/journal.ts'
import type { Table } from '#functions/platform/table.ts'
import type { Grant } from '#shared/access/index.ts'
import { peopleRepository } from './people.ts'

export interface SeededPerson {
  readonly personId: string
  readonly displayName: string
  readonly grants: readonly Grant[]
  /** False for real people; whoever does not say so is one of the demo's. */
  readonly demo?: boolean
}

/**
 * Writes people who are not there yet, marked as demo unless they are real; whoever is there stays as they are, so that a role taken away
 * does not come back with the next start. The first office of an alliance is written this way too: somebody must be
 * the first to give a role.
 * @returns how many were written.
 */
export async function seedPeople(
  table: Table,
  people: readonly SeededPerson[],
  now = Date.now(),
): Promise<number> {
  const repository = peopleRepository(table, openJournal(table))
  const acting = { context: 'access', personId: 'system', at: now, requestId: 'seeding' }
  let written = 0
  for (const { personId, displayName, grants, demo = true } of people) {
    if (await repository.findPerson(personId)) continue
    const marked = demo ? { demo } : {}
    const person = { personId, displayName, grants: [...grants], validFrom: 0, version: 1, ...marked }
    const entry = newEntry(acting, { act: 'person-seeded', aggregateId: personId, basis: 'system' })
    if (await repository.savePerson(person, undefined, entry)) written += 1
  }
  return written
}
