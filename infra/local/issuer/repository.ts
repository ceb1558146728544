import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { Entity } from 'electrodb'
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'

export interface IssuerTable {
  readonly name: string
  readonly client: DynamoDBDocumentClient
}

/** What the issuer remembers: sign-ins, codes, grants. Its own service in the one table, `$issuer#…`. */
const artifactEntity = (table: IssuerTable) =>
  new Entity(
    {
      model: { entity: 'artifact', service: 'issuer', version: '1' },
      attributes: {
        model: { type: 'string', required: true },
        artifactId: { type: 'string', required: true },
        payload: { type: 'string', required: true },
        /** Of a session its uid, of a token or code its grant: by either it is found again. Of the rest, their own id. */
        link: { type: 'string', required: true },
        consumedAt: { type: 'number' },
        /** Seconds since the epoch, for the table's TTL; read back, what is past it counts as gone. */
        expiresAt: { type: 'number' },
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['model', 'artifactId'], casing: 'none' },
          sk: { field: 'sk', composite: [], casing: 'none' },
        },
        byLink: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: ['link'], casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['model', 'artifactId'], casing: 'none' },
        },
      },
    },
    { table: table.name, client: table.client },
  )

interface Stored {
  readonly payload: string
  readonly consumedAt?: number | undefined
  readonly expiresAt?: number | undefined
}

/** oidc-provider's storage for one model, over the table. */
export function issuerRepository(table: IssuerTable): (model: string) => Adapter {
  const artifacts = artifactEntity(table)

  const alive = (stored: Stored | null | undefined, nowMs: number): AdapterPayload | undefined => {
    if (!stored || (stored.expiresAt !== undefined && stored.expiresAt * 1000 <= nowMs)) return undefined
    const payload = JSON.parse(stored.payload) as AdapterPayload
    return stored.consumedAt === undefined ? payload : { ...payload, consumed: stored.consumedAt }
  }

  return (model) => ({
    async upsert(artifactId, payload, expiresIn) {
      const link = payload.uid ?? payload.grantId ?? artifactId
      const expiresAt = expiresIn ? Math.floor(Date.now() / 1000) + expiresIn : undefined
      await artifacts
        .put({
          model,
          artifactId,
          payload: JSON.stringify(payload),
          link,
          ...(expiresAt ? { expiresAt } : {}),
        })
        .go()
    },

    async find(artifactId) {
      const { data } = await artifacts.get({ model, artifactId }).go({ consistent: true })
      return alive(data, Date.now())
    },

    async findByUid(uid) {
      const { data } = await artifacts.query.byLink({ link: uid, model }).go()
      return alive(data[0], Date.now())
    },

    /** Device codes are not offered. */
    findByUserCode: async () => undefined,

    /** A code is consumed once: of two requests with the same one, the second is refused here. */
    async consume(artifactId) {
      const consumedAt = Math.floor(Date.now() / 1000)
      await artifacts
        .patch({ model, artifactId })
        .set({ consumedAt })
        .where((attribute, { notExists }) => notExists(attribute.consumedAt))
        .go()
        .catch(() => {
          throw new errors.InvalidGrant('already used')
        })
    },

    async destroy(artifactId) {
      await artifacts.delete({ model, artifactId }).go()
    },

    async revokeByGrantId(grantId) {
      const { data } = await artifacts.query.byLink({ link: grantId }).go({ pages: 'all' })
      await Promise.all(
        data.map(({ model: one, artifactId }) => artifacts.delete({ model: one, artifactId }).go()),
      )
    },
  })
}
