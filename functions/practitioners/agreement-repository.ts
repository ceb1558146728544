import { storedForm } from '#functions/platform/stored-form.ts'
import { put, type Table, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import { allianceSettings } from '#shared/alliance/index.ts'
import type { KnownAgreement } from '#shared/practitioners/index.ts'
import { agreementEntity, editionEntity } from './entities.ts'

/** All agreements that are known here, and the edition they were read at. */
export interface KnownAgreements {
  readonly agreements: readonly KnownAgreement[]
  readonly edition: number
}

export function agreementRepository(table: Table) {
  const district = allianceSettings.district.value
  const agreements = agreementEntity(table)
  const editions = editionEntity(table)
  const form = storedForm(editions)

  const readEdition = async (): Promise<number> =>
    (await editions.get({ district }).go({ consistent: true })).data?.edition ?? 0

  return {
    /** The edition is read first: a change in between makes the write that rests on it fail, never pass unseen. */
    async readAgreements(): Promise<KnownAgreements> {
      const edition = await readEdition()
      const { data } = await agreements.query.primary({ district }).go({ pages: 'all', consistent: true })
      return { agreements: data.map(({ district: _, ...one }) => one), edition }
    },

    /** Part of a transaction: refused where an agreement has changed since `edition`. */
    sameEdition: (edition: number): WriteItem => ({
      ConditionCheck: {
        TableName: table.name,
        Key: form.key({ district }),
        ExpressionAttributeNames: { '#edition': form.field('edition') },
        ...(edition === 0
          ? { ConditionExpression: 'attribute_not_exists(#edition)' }
          : {
              ConditionExpression: '#edition = :edition',
              ExpressionAttributeValues: { ':edition': edition },
            }),
      },
    }),

    /** Keeps what an event said, unless something newer was heard before; `false` where it was. */
    async keepAgreement(heard: KnownAgreement): Promise<boolean> {
      for (;;) {
        const edition = await readEdition()
        const write = agreements
          .put({ district, ...heard, organisationIds: [...heard.organisationIds] })
          .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, heard.version)}`)
        const counted = editions
          .put({ district, edition: edition + 1 })
          .where((at, { eq, notExists }) => (edition === 0 ? notExists(at.edition) : eq(at.edition, edition)))
        const { committed, refused } = await writeTogether(table, [put(write), put(counted)])
        if (committed || refused.includes(0)) return committed
      }
    },
  }
}
export type AgreementRepository = ReturnType<typeof agreementRepository>
