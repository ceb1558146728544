import type { FieldCipher } from '#functions/platform/keys.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import type { Table, WriteItem } from '#functions/platform/table.ts'
import { versioned } from '#functions/platform/versioned.ts'
import { addDays, monthOf } from '#shared/kernel/calendar.ts'
import {
  type Cascade,
  type CascadeLine,
  type CascadeState,
  type Mark,
  markOf,
  type PatientCard,
  parseSessionId,
  parseSlotId,
  progressOf,
  type SessionKey,
  type SlotKey,
  sessionIdOf,
  slotIdOf,
} from '#shared/scheduling/index.ts'
import { type CascadeFacts, cascadeEntities, type LineFacts } from './cascade-entities.ts'
import { packCard, unpackCard } from './packing.ts'
import { toldKeyOf, toldReader } from './told-repository.ts'

/** A line as it is kept: with the patient's card. */
export type StoredLine = CascadeLine & { readonly card: PatientCard }

const whole = { pages: 'all' } as const

const packMark = ([state, reached]: Mark): string => `${state}${reached ? '!' : ''}`
const unpackMark = (mark: string): Mark => [mark.replace('!', '') as CascadeState, mark.endsWith('!')]

interface CascadeItem extends SessionKey {
  readonly facts: CascadeFacts
  readonly marks: Readonly<Record<string, string>>
}
const cascadeFrom = ({ facts, marks, ...key }: CascadeItem): Cascade => ({
  ...facts,
  siteId: key.siteId,
  date: key.date,
  sessionId: sessionIdOf(key),
  ...progressOf(Object.values(marks).map(unpackMark)),
})

interface LineItem extends SlotKey {
  readonly patientId: string
  readonly version: number
  readonly card: string
  readonly facts: LineFacts
}

function lineFrom(fields: FieldCipher, item: LineItem, told: CascadeLine['told'] = []): StoredLine {
  const { patientId, version, card, facts, siteId, date, suffix, number } = item
  const key = { siteId, date, suffix, number }
  const { reached } = facts
  const note = reached?.note && fields.open(reached.note, patientId)
  return {
    ...facts,
    ...(reached ? { reached: { ...reached, ...(note ? { note } : {}) } } : {}),
    slotId: slotIdOf(key),
    sessionId: sessionIdOf(key),
    ...{ siteId, date, number, patientId, version, told },
    card: unpackCard(fields, patientId, card),
  }
}

export function cascadeReader(table: Table, fields: FieldCipher) {
  const { cascades, lines } = cascadeEntities(table)
  const { listTold } = toldReader(table)
  return {
    async findCascade(key: SessionKey): Promise<Cascade | undefined> {
      const { siteId, date, suffix } = key
      const { data } = await cascades.get({ siteId, date, suffix }).go({ consistent: true })
      return data ? cascadeFrom(data) : undefined
    },
    async listCascadesAt(siteId: string, from: string, to: string): Promise<Cascade[]> {
      const days = [{ date: from }, { date: addDays(to, 1) }] as const
      const { data } = await cascades.query
        .primary({ siteId })
        .between(...days)
        .go(whole)
      return data.map(cascadeFrom)
    },
    /** Of the whole district, by the month of the clinic day; by the index: a moment late. */
    async listCascadesIn(month: string): Promise<Cascade[]> {
      const { data } = await cascades.query.byMonth({ month }).go(whole)
      return data.map(cascadeFrom)
    },

    /** Fresh; without what is known of its messages. */
    async findLine(key: SlotKey): Promise<StoredLine | undefined> {
      const { siteId, date, suffix, number } = key
      const { data } = await lines.get({ siteId, date, suffix, number }).go({ consistent: true })
      return data ? lineFrom(fields, data) : undefined
    },
    /** All lines of one session, fresh, in the order of their numbers. */
    async listLines({ siteId, date, suffix }: SessionKey): Promise<StoredLine[]> {
      const [{ data }, told] = await Promise.all([
        lines.query.primary({ siteId, date, suffix }).go({ ...whole, consistent: true }),
        listTold(siteId, `${date}#${suffix}#`),
      ])
      return data.map((item) => lineFrom(fields, item, told.get(toldKeyOf(item))))
    },
    /** Of all stopped sessions of a site from `from` to `to`, both included. */
    async listLinesAt(siteId: string, from: string, to: string): Promise<StoredLine[]> {
      const days = [{ date: from }, { date: addDays(to, 1) }] as const
      const [{ data }, told] = await Promise.all([
        lines.query
          .primary({ siteId })
          .between(...days)
          .go(whole),
        listTold(siteId, from, to),
      ])
      return data.map((item) => lineFrom(fields, item, told.get(toldKeyOf(item))))
    },
    /** One patient's lost appointments of days from `from` on; by the index: a moment late. */
    async listLinesOf(patientId: string, from: string): Promise<StoredLine[]> {
      const { data } = await lines.query.byPatient({ patientId }).gte({ date: from }).go(whole)
      return data.map((item) => lineFrom(fields, item))
    },
  }
}

const fieldOf = (number: number): string => `n${number}`
const keyOfSession = (sessionId: string): SessionKey =>
  parseSessionId(sessionId) ?? { siteId: '', date: '', suffix: '' }

export type NewCascade = Omit<Cascade, 'patients' | 'counts' | 'state'>

export function cascadeChanges(table: Table, fields: FieldCipher) {
  const entities = cascadeEntities(table)
  const cascades = versioned(entities.cascades)
  const lines = versioned(entities.lines)
  const form = storedForm(entities.cascades)
  return {
    newCascade(
      { sessionId, siteId: _, date, ...facts }: NewCascade,
      begun: readonly CascadeLine[],
    ): WriteItem {
      const marks = Object.fromEntries(begun.map((line) => [fieldOf(line.number), packMark(markOf(line))]))
      const key = keyOfSession(sessionId)
      return cascades.put({ ...key, date, month: monthOf(date), version: 1, marks, facts })
    },

    line(line: StoredLine): WriteItem {
      const { slotId, sessionId: _, siteId: __, date: ___, number: ____, told: _____, ...rest } = line
      const { patientId, version, card, reached, ...facts } = rest
      const key = parseSlotId(slotId) ?? { siteId: '', date: '', suffix: '', number: 0 }
      const note = reached?.note && fields.seal(reached.note, patientId)
      const sealed = reached ? { reached: { ...reached, ...(note ? { note } : {}) } } : {}
      return lines.put({
        ...key,
        patientId,
        version,
        card: packCard(fields, patientId, card),
        facts: { ...facts, ...sealed },
      })
    },

    /** How the line stands, in its session's item. Part of the write that changes the line, which carries the condition. */
    mark: (line: CascadeLine): WriteItem => ({
      Update: {
        TableName: table.name,
        Key: form.key(keyOfSession(line.sessionId)),
        UpdateExpression: 'SET marks.#line = :mark',
        ConditionExpression: 'attribute_exists(marks)',
        ExpressionAttributeNames: { '#line': fieldOf(line.number) },
        ExpressionAttributeValues: { ':mark': packMark(markOf(line)) },
      },
    }),
  }
}
