import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import type { RosterImport, RosterOwner, RosterPerson } from '#shared/scheduling/index.ts'
import { rosterEntities } from './roster-entities.ts'
import type { Change } from './writing-repository.ts'

const list = 'all'
const keyOf = ({ kind, id }: RosterOwner): string => `${kind}.${id}`

/** Whom a source of rosters has named so far. */
export interface RosterSourceNames {
  readonly owner: RosterOwner
  readonly tag: string
  readonly practitionerIds: readonly string[]
  readonly version: number
}

export function rosterReader(table: Table) {
  const { people, sources, imports } = rosterEntities(table)
  return {
    /** Everybody on the register: 89 people are 2.5 RCU. */
    async listPeople(): Promise<RosterPerson[]> {
      const { data } = await people.query.primary({ list }).go({ pages: 'all' })
      return data.map(({ practitionerId, name, licenceNumber, mainOrganisationId }) => ({
        practitionerId,
        name,
        licenceNumber,
        mainOrganisationId,
      }))
    },
    async findPerson(practitionerId: string): Promise<RosterPerson | undefined> {
      return (await people.get({ list, practitionerId }).go()).data ?? undefined
    },
    async findRosterSource(owner: RosterOwner, tag: string): Promise<RosterSourceNames> {
      const { data } = await sources.get({ owner: keyOf(owner), tag }).go({ consistent: true })
      return data ? { ...data, owner } : { owner, tag, practitionerIds: [], version: 0 }
    },
    /** The last fifty, the latest first. */
    async listRosterImports(owner: RosterOwner): Promise<RosterImport[]> {
      const page = { limit: 50, order: 'desc' } as const
      const { data } = await imports.query.primary({ owner: keyOf(owner) }).go(page)
      return data.map(({ at, importId, facts }) => ({ ...facts, at, importId }))
    },
  }
}

export function rosterChanges(table: Table) {
  const { sources, imports } = rosterEntities(table)
  return {
    rosterSource: ({ owner, tag, practitionerIds, version }: RosterSourceNames): Change =>
      put(
        sources
          .put({ owner: keyOf(owner), tag, practitionerIds: [...practitionerIds], version })
          .where((at, { eq, notExists }) =>
            version === 1 ? notExists(at.version) : eq(at.version, version - 1),
          ),
      ),
    rosterImport: (owner: RosterOwner, { at, importId, ...facts }: RosterImport): Change =>
      put(imports.put({ owner: keyOf(owner), at, importId, facts })),
  }
}

/** Keeps whom the register knows; the newest telling stands. */
export async function keepPerson(table: Table, person: RosterPerson, version: number): Promise<void> {
  const { people } = rosterEntities(table)
  const { practitionerId, name, licenceNumber, mainOrganisationId } = person
  const item = { list, practitionerId, name, mainOrganisationId, version }
  const kept = people
    .put(licenceNumber === undefined ? item : { ...item, licenceNumber })
    .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`)
  await writeTogether(table, [put(kept)])
}
