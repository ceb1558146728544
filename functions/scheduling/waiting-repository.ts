import type { FieldCipher } from '#functions/platform/keys.ts'
import { present } from '#functions/platform/present.ts'
import type { Table, WriteItem } from '#functions/platform/table.ts'
import { versioned } from '#functions/platform/versioned.ts'
import { dateAt, monthOf } from '#shared/kernel/calendar.ts'
import { type Appeal, isOpenWait, type PatientCard, type Wait } from '#shared/scheduling/index.ts'
import { packCard, unpackCard } from './packing.ts'
import { type AppealFacts, type WaitFacts, waitingEntities } from './waiting-entities.ts'

/** A place in the waiting list as it is kept: with the patient's card. */
export type StoredWait = Wait & { readonly card: PatientCard }

/** A number that a person keeps. */
export interface PersonHold {
  readonly personId: string
  readonly version: number
  readonly slotId: string
  readonly until: number
}

interface WaitItem {
  readonly patientId: string
  readonly waitId: string
  readonly siteId: string
  readonly version: number
  readonly card: string
  readonly facts: WaitFacts
}

const waitFrom = (fields: FieldCipher, { card, facts, ...ids }: WaitItem): StoredWait => {
  const { patientId, waitId, siteId, version } = ids
  return { ...facts, patientId, waitId, siteId, version, card: unpackCard(fields, patientId, card) }
}

const shelfOf = ({ state, steps }: Wait): string =>
  isOpenWait({ state }) ? 'open' : monthOf(dateAt(steps.at(-1)?.at ?? 0))

const whole = { pages: 'all' } as const

export function waitingReader(table: Table, fields: FieldCipher) {
  const { waits, holds, appeals } = waitingEntities(table)
  return {
    /** 1 RCU, fresh. */
    async findWait(patientId: string, waitId: string): Promise<StoredWait | undefined> {
      const { data } = await waits.get({ patientId, waitId }).go({ consistent: true })
      return data ? waitFrom(fields, data) : undefined
    },
    /** All places of one patient, fresh; ended ones too. */
    async listWaitsOf(patientId: string): Promise<StoredWait[]> {
      const { data } = await waits.query.primary({ patientId }).go({ ...whole, consistent: true })
      return data.map((item) => waitFrom(fields, item))
    },
    /** A site's list: `open`, or those that ended in a month. An index has no fresh reads: writes decide. */
    async listWaitsAt(siteId: string, shelf = 'open'): Promise<StoredWait[]> {
      const { data } = await waits.query.list({ siteId, shelf }).go(whole)
      return data.map((item) => waitFrom(fields, item))
    },
    async findHold(personId: string): Promise<PersonHold | undefined> {
      const { data } = await holds.get({ personId }).go({ consistent: true })
      return data ?? undefined
    },
    async findAppeal(siteId: string, appointmentId: string): Promise<Appeal | undefined> {
      const { data } = await appeals.get({ siteId, appointmentId }).go({ consistent: true })
      return data ? appealFrom(fields, data) : undefined
    },
    async listAppeals(siteId: string): Promise<Appeal[]> {
      const { data } = await appeals.query.primary({ siteId }).go(whole)
      return data.map((item) => appealFrom(fields, item))
    },
  }
}

const appealFrom = (
  fields: FieldCipher,
  item: { siteId: string; appointmentId: string; version: number; facts: AppealFacts },
): Appeal => {
  const { card, words, answer, ...facts } = item.facts
  const open = (sealed: string | undefined) => sealed && fields.open(sealed, facts.patientId)
  return present({
    ...facts,
    siteId: item.siteId,
    appointmentId: item.appointmentId,
    version: item.version,
    card: unpackCard(fields, facts.patientId, card),
    words: open(words),
    answer: open(answer),
  }) as Appeal
}

/** Changes as parts of a transaction, each on the condition that the thing is as it was read. */
export function waitingChanges(table: Table, fields: FieldCipher) {
  const entities = waitingEntities(table)
  const waits = versioned(entities.waits)
  const holds = versioned(entities.holds)
  const appeals = versioned(entities.appeals)
  return {
    /** 2 WCU, and 1 for its line in the site's list; more where the history is long. */
    wait({ waitId, patientId, siteId, version, card, ...facts }: StoredWait): WriteItem {
      const shelf = shelfOf({ waitId, patientId, siteId, version, ...facts })
      const sealed = packCard(fields, patientId, card)
      return waits.put({ waitId, patientId, siteId, version, shelf, card: sealed, facts })
    },
    personHold: (next: PersonHold): WriteItem => holds.put(next),
    appeal({ siteId, appointmentId, version, card, words, answer, ...facts }: Appeal): WriteItem {
      const seal = (said: string | undefined) => said && fields.seal(said, facts.patientId)
      const sealed = present({ ...facts, words: seal(words), answer: seal(answer) }) as Omit<
        AppealFacts,
        'card'
      >
      const packed = { ...sealed, card: packCard(fields, facts.patientId, card) }
      return appeals.put({ siteId, appointmentId, version, facts: packed })
    },
  }
}
