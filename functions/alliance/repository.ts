import type { Entry, Journal } from '#functions/platform/journal.ts'
import { present } from '#functions/platform/present.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import { allianceSettings, type Directory, type Site, type Subdistrict } from '#shared/alliance/index.ts'
import { editionEntity, siteEntity, subdistrictEntity } from './entities.ts'

/** The directory as it stood at `edition`. */
export interface DirectoryAt extends Directory {
  readonly edition: number
}
/** `written`; or `edition-changed` meanwhile, then decide anew; or `exists`: the request is a replay. */
export type DirectoryOutcome = 'written' | 'edition-changed' | 'exists'

/** A transaction holds 100 items; the edition and the journal entry are two of them. */
export const mostDirectoryWrites = 98

export function directoryRepository(table: Table, journal: Journal) {
  const district = allianceSettings.district.value
  const editions = editionEntity(table)
  const sites = siteEntity(table)
  const subdistricts = subdistrictEntity(table)

  const listSubdistricts = async (consistent = false): Promise<Subdistrict[]> => {
    const { data } = await subdistricts.query.primary({ district }).go({ pages: 'all', consistent })
    return data.map(({ district: _, ...one }) => one)
  }

  const listSites = async (consistent = false): Promise<Site[]> => {
    const { data } = await sites.query.primary({ district }).go({ pages: 'all', consistent })
    return data.map(({ district: _, ...one }) => one)
  }

  /** All records and the edition in one transaction: readers see every one of them or none. */
  async function save(
    edition: number,
    writes: ReturnType<typeof put>[],
    entry: Entry,
  ): Promise<DirectoryOutcome> {
    const next = editions
      .put({ district, edition: edition + 1 })
      .where((attribute, { eq, notExists }) =>
        edition === 0 ? notExists(attribute.edition) : eq(attribute.edition, edition),
      )
    const outcome = await writeTogether(table, [journal.write(entry), put(next), ...writes])
    if (outcome.committed) return 'written'
    return outcome.refused.includes(0) ? 'exists' : 'edition-changed'
  }

  return {
    /** 71 sites are about 5 RCU. */
    listSites: () => listSites(),
    listSubdistricts: () => listSubdistricts(),

    async findSite(siteId: string): Promise<Site | undefined> {
      const { data } = await sites.get({ district, siteId }).go()
      if (!data) return undefined
      const { district: _, ...site } = data
      return site
    },

    async findSites(siteIds: readonly string[]): Promise<Site[]> {
      const { data } = await sites.get(siteIds.map((siteId) => ({ district, siteId }))).go()
      return data.map(({ district: _, ...site }) => site)
    },

    /** The whole directory, consistent: the edition is read first, so that a write judged by it cannot miss a change. */
    async readDirectory(): Promise<DirectoryAt> {
      const { data } = await editions.get({ district }).go({ consistent: true })
      const [all, areas] = await Promise.all([listSites(true), listSubdistricts(true)])
      return { edition: data?.edition ?? 0, sites: all, subdistricts: areas }
    },

    saveSites: (edition: number, written: readonly Site[], entry: Entry) =>
      save(
        edition,
        written.map((site) => put(sites.put({ district, ...present(site) }))),
        entry,
      ),

    saveSubdistricts: (edition: number, written: readonly Subdistrict[], entry: Entry) =>
      save(
        edition,
        written.map((one) => put(subdistricts.put({ district, ...present(one) }))),
        entry,
      ),
  }
}
export type DirectoryRepository = ReturnType<typeof directoryRepository>
