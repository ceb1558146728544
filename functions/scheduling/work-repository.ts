import { type Item, readTogether, wanted } from '#functions/platform/read-together.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import { type Table, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import type { Session, SessionCounts } from '#shared/scheduling/index.ts'
import { projectionEntities } from './projection-entities.ts'
import type { Counted, KeptWork, PackedCounts, Work } from './projections.ts'
import type { Reading } from './reading-repository.ts'

const pack = ({ numbers, taken, seen, missed }: SessionCounts): PackedCounts => [numbers, taken, seen, missed]
const unpack = ([numbers, taken, seen, missed]: PackedCounts): SessionCounts => ({
  numbers,
  taken,
  seen,
  missed,
})

interface WorkItem {
  readonly facts: Work
  readonly version: number
  readonly counts?: PackedCounts | undefined
  readonly counted?: number | undefined
}
const workFrom = ({ facts, version, counts, counted }: WorkItem): KeptWork => ({
  work: facts,
  version,
  counts: counts && unpack(counts),
  counted,
})

type Whose = Pick<Session, 'practitionerId' | 'sessionId' | 'date'>
const keyOf = ({ practitionerId, sessionId, date }: Whose) => ({ practitionerId, date, sessionId })

export function workReader(table: Table) {
  const { work } = projectionEntities(table)
  const form = storedForm(work)
  return {
    /** A practitioner's sessions by day, of days before `to`; a week of five is 0.5 RCU, fresh 1. */
    async listWork(
      practitionerId: string,
      from: string,
      to: string,
      { fresh = false }: Reading = {},
    ): Promise<KeptWork[]> {
      const days = [{ date: from }, { date: to }] as const
      const { data } = await work.query
        .primary({ practitionerId })
        .between(...days)
        .go({ pages: 'all', consistent: fresh })
      return data.map(workFrom)
    },

    /** What is kept of these sessions, up to 100 of them, fresh. */
    async findWorks(sessions: readonly Whose[]): Promise<ReadonlyMap<string, KeptWork>> {
      const parts = sessions.map((one) => [one.sessionId, wanted(form, keyOf(one), workFrom)] as const)
      const found = await readTogether(table, Object.fromEntries(parts), { fresh: true })
      return new Map(Object.entries(found).flatMap(([name, one]) => (one ? [[name, one] as const] : [])))
    },
  }
}

const keyNames = new Set(['pk', 'sk'])

/** Writes those fields of an item and leaves the others: the facts and the counts are told by different events. */
function changed(table: Table, key: Item, fields: Item, condition: string): WriteItem {
  const names = Object.keys(fields).filter((name) => !keyNames.has(name))
  return {
    Update: {
      TableName: table.name,
      Key: key,
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, fields[name]])),
    },
  }
}

export function workWriter(table: Table) {
  const { work } = projectionEntities(table)
  const form = storedForm(work)
  return {
    /** The newest telling of a session stands; what was counted of its numbers stays. */
    async keepWork(practitionerId: string, facts: Work, version: number): Promise<void> {
      const { date, sessionId } = facts
      const item = form.item({ practitionerId, date, sessionId, version, facts })
      const key = form.key({ practitionerId, date, sessionId })
      const newer = 'attribute_not_exists(#version) OR #version < :version'
      await writeTogether(table, [changed(table, key, item, newer)])
    },

    /** The later count stands, whatever the order in which the counts are told. */
    async keepCounts(session: Whose, { counts, counted }: Counted): Promise<void> {
      const later = 'attribute_exists(pk) AND (attribute_not_exists(#counted) OR #counted < :counted)'
      const fields = { counts: pack(counts), counted }
      await writeTogether(table, [changed(table, form.key(keyOf(session)), fields, later)])
    },
  }
}
