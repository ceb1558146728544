import type { Entry, Journal } from '#functions/platform/journal.ts'
import { present } from '#functions/platform/present.ts'
import { put, remove, type Table, writeTogether } from '#functions/platform/table.ts'
import { allianceSettings, type SiteFacts } from '#shared/alliance/index.ts'
import type { Practitioner } from '#shared/practitioners/index.ts'
import { licenceEntity, placeEntity, practitionerEntity } from './entities.ts'

export interface KnownPlace {
  readonly siteId: string
  readonly organisationId: string
  readonly name: string
  readonly shortName: string
}

/** `written`; `stale` where another change came first; `licence-taken` where the number is another's. */
export type SaveOutcome = 'written' | 'stale' | 'licence-taken'

export function practitionersRepository(table: Table, journal: Journal) {
  const district = allianceSettings.district.value
  const practitioners = practitionerEntity(table)
  const licences = licenceEntity(table)
  const places = placeEntity(table)

  const takeLicence = ({ licenceNumber, practitionerId }: Practitioner) =>
    put(licences.create({ licenceNumber, practitionerId }))

  return {
    async listPractitioners(): Promise<Practitioner[]> {
      const { data } = await practitioners.query.primary({ district }).go({ pages: 'all' })
      return data.map(({ district: _, ...one }) => one)
    },

    async findPractitioner(practitionerId: string): Promise<Practitioner | undefined> {
      const { data } = await practitioners.get({ district, practitionerId }).go({ consistent: true })
      if (!data) return undefined
      const { district: _, ...found } = data
      return found
    },

    async findPlace(siteId: string): Promise<KnownPlace | undefined> {
      const { data } = await places.get({ siteId }).go()
      return data ?? undefined
    },

    /** Adds the entry and takes its licence number; `false` where either is there already. */
    async addPractitioner(added: Practitioner, entry: Entry): Promise<boolean> {
      const writes = [
        put(practitioners.create({ district, ...present(added) })),
        takeLicence(added),
        journal.write(entry),
      ]
      return (await writeTogether(table, writes)).committed
    },

    /** Saves the entry as it became, and moves its licence number where that changed. */
    async savePractitioner(before: Practitioner, became: Practitioner, entry: Entry): Promise<SaveOutcome> {
      const write = practitioners
        .put({ district, ...present(became) })
        .where((attribute, { eq }) => eq(attribute.version, before.version))
      const renumbered = before.licenceNumber !== became.licenceNumber
      const moved = renumbered
        ? [takeLicence(became), remove(licences.delete({ licenceNumber: before.licenceNumber }))]
        : []
      const { committed, refused } = await writeTogether(table, [put(write), journal.write(entry), ...moved])
      if (committed) return 'written'
      return refused.includes(2) && !refused.includes(0) ? 'licence-taken' : 'stale'
    },

    /** Keeps what an event said of a site, unless something newer was heard before. */
    async keepPlace({
      siteId,
      organisationId,
      name,
      shortName,
      areaName,
      version,
    }: SiteFacts): Promise<void> {
      const write = places
        .put({ siteId, organisationId, name, shortName, areaName, version })
        .where(
          (attribute, { lt, notExists }) =>
            `${notExists(attribute.version)} OR ${lt(attribute.version, version)}`,
        )
      await writeTogether(table, [put(write)])
    },
  }
}
export type PractitionersRepository = ReturnType<typeof practitionersRepository>
