import type { Entry, Journal } from '#functions/platform/journal.ts'
import { present } from '#functions/platform/present.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import { type Agreement, allianceSettings } from '#shared/alliance/index.ts'
import { agreementEntity, type StoredParty } from './entities.ts'

/** An agreement with the names that its parties signed under. */
export interface SignedAgreement extends Agreement {
  readonly parties: StoredParty[]
}

export function agreementRepository(table: Table, journal: Journal) {
  const district = allianceSettings.district.value
  const agreements = agreementEntity(table)

  return {
    async listAgreements(): Promise<SignedAgreement[]> {
      const { data } = await agreements.query.primary({ district }).go({ pages: 'all' })
      return data.map(({ district: _, ...one }) => one)
    },

    async findAgreement(agreementId: string): Promise<SignedAgreement | undefined> {
      const { data } = await agreements.get({ district, agreementId }).go({ consistent: true })
      if (!data) return undefined
      const { district: _, ...one } = data
      return one
    },

    /** Adds a version 1 or replaces the version before; `false` where that is not there (any more). */
    async saveAgreement(became: SignedAgreement, entry: Entry): Promise<boolean> {
      const before = became.version - 1
      const write = agreements
        .put({ district, ...present(became) })
        .where((attribute, { eq, notExists }) =>
          before === 0 ? notExists(attribute.version) : eq(attribute.version, before),
        )
      return (await writeTogether(table, [put(write), journal.write(entry)])).committed
    },
  }
}
export type AgreementRepository = ReturnType<typeof agreementRepository>
