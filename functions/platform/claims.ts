import { type Claim, type ClaimRefusal, decideClaim, type Travel } from '#shared/kernel/claim.ts'
import { accept, type Decision } from '#shared/kernel/decision.ts'
import { Entity } from './entity.ts'
import { oncePerTable } from './once-per-table.ts'
import type { Table, WriteItem } from './table.ts'
import { versioned } from './versioned.ts'

export const claimsEntity = oncePerTable(
  (table: Table) =>
    new Entity(
      {
        model: { entity: 'day', service: 'claims', version: '1' },
        attributes: {
          practitionerId: { type: 'string', required: true },
          date: { type: 'string', required: true },
          /** Rises by one with each change; the condition of every write. */
          version: { type: 'number', required: true },
          commitments: {
            type: 'list',
            required: true,
            items: {
              type: 'map',
              properties: {
                claimId: { type: 'string', required: true },
                kind: {
                  type: ['clinic-visit', 'hospital-duty', 'panel-duty', 'teaching', 'leave'] as const,
                  required: true,
                },
                placeId: { type: 'string' },
                time: {
                  type: 'map',
                  required: true,
                  properties: {
                    start: { type: 'number', required: true },
                    end: { type: 'number', required: true },
                  },
                },
                about: { type: 'string' },
              },
            },
          },
        },
        indexes: {
          primary: {
            pk: { field: 'pk', composite: ['practitionerId'], casing: 'none' },
            sk: { field: 'sk', composite: ['date'], casing: 'none' },
          },
          /** Everybody's commitments of one day: who can come then. */
          byDate: {
            index: 'gsi1',
            pk: { field: 'gsi1pk', composite: ['date'], casing: 'none' },
            sk: { field: 'gsi1sk', composite: ['practitionerId'], casing: 'none' },
          },
        },
      },
      { table: table.name, client: table.client },
    ),
)

export interface ClaimedDay {
  readonly practitionerId: string
  readonly date: string
  readonly version: number
  readonly commitments: readonly Claim[]
}

/**
 * A practitioner's day is one item, and its version the condition of each change: two bodies that commit the same
 * person at the same moment cannot both win, wherever they are. Adding is part of the transaction that needs it.
 */
export function openClaims(table: Table) {
  const days = claimsEntity(table)

  const { put } = versioned(days)

  /** Puts the day as it becomes, on the condition that it is still as it was read. */
  const replace = ({ practitionerId, date, version }: ClaimedDay, commitments: readonly Claim[]) =>
    put({ practitionerId, date, version: version + 1, commitments: commitments.map(stored) })

  return {
    /** The day as it stands; an empty one where nothing is claimed. 1 RCU, consistent. */
    async readDay(practitionerId: string, date: string): Promise<ClaimedDay> {
      const { data } = await days.get({ practitionerId, date }).go({ consistent: true })
      return (data as ClaimedDay | null) ?? { practitionerId, date, version: 0, commitments: [] }
    },

    /** All days from `from` to `to`, both included; a week of one person is 0.5–1 RCU. */
    async listDays(
      practitionerId: string,
      from: string,
      to: string,
      { fresh = false } = {},
    ): Promise<ClaimedDay[]> {
      const { data } = await days.query
        .primary({ practitionerId })
        .between({ date: from }, { date: to })
        .go({ pages: 'all', consistent: fresh })
      return data as ClaimedDay[]
    },

    /**
     * Everybody's day of that date, in one query: 89 people with two commitments each are about 4 RCU. By the index, so
     * a moment late: good for showing who could come, never for deciding it (`readDay`, `add`).
     */
    async listDate(date: string): Promise<ClaimedDay[]> {
      const { data } = await days.query.byDate({ date }).go({ pages: 'all' })
      return data as ClaimedDay[]
    },

    /** The write that adds `wanted` to the day, or why the day has no room for it. */
    add(day: ClaimedDay, wanted: Claim, travel: Travel): Decision<WriteItem, ClaimRefusal> {
      const decision = decideClaim(day.commitments, wanted, travel)
      if (!decision.ok) return decision
      const others = day.commitments.filter(({ claimId }) => claimId !== wanted.claimId)
      return accept(
        replace(
          day,
          [...others, wanted].sort((a, b) => a.time.start - b.time.start),
        ),
      )
    },

    /**
     * The write that makes the day what a rule has decided of it as a whole (`decideRosterDay`), on the condition that it
     * is still as the rule has seen it.
     */
    become: (day: ClaimedDay, commitments: readonly Claim[]) => replace(day, commitments),

    /** The write that gives the time back. */
    release: (day: ClaimedDay, claimId: string) =>
      replace(
        day,
        day.commitments.filter((one) => one.claimId !== claimId),
      ),
  }
}
export type Claims = ReturnType<typeof openClaims>

/** ElectroDB wants optional members absent, not undefined. */
const stored = ({ placeId, about, ...claim }: Claim) => ({
  ...claim,
  ...(placeId === undefined ? {} : { placeId }),
  ...(about === undefined ? {} : { about }),
})
