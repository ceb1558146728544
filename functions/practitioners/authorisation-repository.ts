import type { Entry, Journal } from '#functions/platform/journal.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import { allianceSettings } from '#shared/alliance/index.ts'
import type { Authorisations } from '#shared/practitioners/index.ts'
import { authorisationsEntity } from './entities.ts'

/** A transaction holds 100 parts; one is the journal's. */
export const mostExperts = 99

export function authorisationRepository(table: Table, journal: Journal) {
  const district = allianceSettings.district.value
  const all = authorisationsEntity(table)

  return {
    /** Of every expert who has any. Fresh where something is decided on them. */
    async listAuthorisations(consistent = false): Promise<Authorisations[]> {
      const { data } = await all.query.primary({ district }).go({ pages: 'all', consistent })
      return data.map(({ practitionerId, sites, version }) => ({ practitionerId, sites, version }))
    },

    /** All of them or none: each on the condition that it still stands one version lower. */
    async saveAuthorisations(became: readonly Authorisations[], entry: Entry): Promise<boolean> {
      const writes = became.map(({ practitionerId, sites, version }) =>
        put(
          all
            .put({ district, practitionerId, sites: [...sites], version })
            .where((at, { eq, notExists }) =>
              version === 1 ? notExists(at.version) : eq(at.version, version - 1),
            ),
        ),
      )
      return (await writeTogether(table, [...writes, journal.write(entry)])).committed
    },
  }
}
