import { grantsEntity } from '#functions/platform/grants.ts'
import type { Entry, Journal } from '#functions/platform/journal.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import type { Grant, Person } from '#shared/access/index.ts'

const pageSize = 50

/** Greater than any character a name can hold. */
const beyond = '\u{10FFFF}'

/** Who holds which roles. Every change is one write with its journal entry. */
export function peopleRepository(table: Table, journal: Journal) {
  const people = grantsEntity(table)
  type Stored = NonNullable<Awaited<ReturnType<ReturnType<typeof people.get>['go']>>['data']>

  const personFrom = ({ personId, displayName, grants, validFrom, version, demo }: Stored): Person => ({
    personId,
    displayName,
    grants: grants as Grant[],
    validFrom: validFrom ?? 0,
    version: version ?? 0,
    ...(demo ? { demo } : {}),
  })

  async function find(personId: string): Promise<Person | undefined> {
    const { data } = await people.get({ personId }).go({ consistent: true })
    return data ? personFrom(data) : undefined
  }

  return {
    findPerson: find,

    /** Those who work here, by name, 50 a page. @param after the id of the last person of the page before. */
    async listPeople(name = '', after?: string): Promise<{ people: Person[]; next?: string }> {
      const named = after ? await find(after) : undefined
      const last = named?.displayName.startsWith(name) ? named : undefined
      const all = people.query.byName({ register: 'staff' })
      const query = last
        ? all.between(
            { displayName: last.displayName, personId: last.personId },
            { displayName: name + beyond },
          )
        : all.begins({ displayName: name })
      const { data } = await query.go({ limit: pageSize + 2 })
      const found = data.filter(({ personId }) => personId !== after).map(personFrom)
      const page = found.slice(0, pageSize)
      const next = found.length > pageSize ? page.at(-1)?.personId : undefined
      return { people: page, ...(next ? { next } : {}) }
    },

    /** Saves the person on the condition that nobody else has since `before`; false where somebody has. */
    async savePerson(next: Person, before: Person | undefined, entry: Entry): Promise<boolean> {
      const { demo, ...person } = next
      const saved = people
        .put({ ...person, ...(demo ? { demo } : {}) })
        .where((attribute, { eq, notExists }) =>
          before?.version ? eq(attribute.version, before.version) : notExists(attribute.version),
        )
      const outcome = await writeTogether(table, [put(saved), journal.write(entry)])
      return outcome.committed
    },
  }
}
export type PeopleRepository = ReturnType<typeof peopleRepository>
