import { listItems } from '#functions/platform/list-items.ts'
import { readTogether, type Wanted } from '#functions/platform/read-together.ts'
import type { Table, WriteItem } from '#functions/platform/table.ts'
import { mondayOf } from '#shared/kernel/calendar.ts'
import {
  type ClinicKind,
  type HalfDay,
  halfDayOf,
  parseSessionId,
  type Session,
} from '#shared/scheduling/index.ts'
import { packKinds, unpackKinds } from './offer-packing.ts'

/** One visit of a week: which session, in which half-day, for whom. */
export interface WeekVisit {
  readonly sessionId: string
  readonly half: HalfDay
  readonly kind: ClinicKind | undefined
  /** Planned, and not published yet. */
  readonly isDraft: boolean
}

/** How often a practitioner goes out in a week, over all sites, however it came about. */
export interface PractitionerWeek {
  readonly practitionerId: string
  readonly monday: string
  readonly version: number
  readonly visits: readonly WeekVisit[]
}

type Item = Readonly<Record<string, unknown>>
type Counted = Pick<Session, 'sessionId' | 'practitionerId' | 'date' | 'time' | 'kind' | 'state'>

const keyOf = (monday: string, practitionerId: string) => ({
  pk: `$scheduling#week#${monday}`,
  sk: practitionerId,
})

/** The half-day, a capital of a draft, and the kind, a letter each: the value of the field called after the session. */
function markOf({ time, kind, state }: Counted): string {
  const half = halfDayOf(time) === 'morning' ? 'm' : 'a'
  return `${state === 'draft' ? half.toUpperCase() : half}${packKinds([kind])}`
}

function visitFrom([name, mark]: readonly [string, unknown]): WeekVisit[] {
  if (!parseSessionId(name) || typeof mark !== 'string') return []
  const half = /^m/i.test(mark) ? 'morning' : 'afternoon'
  const isDraft = /^[MA]/.test(mark)
  return [{ sessionId: name, half, kind: unpackKinds(mark.slice(1))[0], isDraft }]
}

const weekFrom = (monday: string, item: Item): PractitionerWeek => ({
  practitionerId: String(item['sk']),
  monday,
  version: Number(item['v']),
  visits: Object.entries(item).flatMap(visitFrom),
})

/**
 * The week counter. Each session is a field of its own, so that planning and giving back are two updates without a
 * condition, in any order, twice or not at all; the version is what a limit is kept by.
 */
export const weekReader = (table: Table) => ({
  /** One practitioner's week, fresh. 1 RCU. */
  async readWeekOf(practitionerId: string, date: string): Promise<PractitionerWeek> {
    const monday = mondayOf(date)
    const wanted: Wanted<PractitionerWeek> = {
      key: keyOf(monday, practitionerId),
      read: (item) => weekFrom(monday, item),
    }
    const { week } = await readTogether(table, { week: wanted }, { fresh: true })
    return week ?? { practitionerId, monday, version: 0, visits: [] }
  },

  /** Everybody's week. 89 people with three visits each are about 2 RCU. */
  async listWeek(date: string): Promise<PractitionerWeek[]> {
    const monday = mondayOf(date)
    return listItems(table, { pk: keyOf(monday, '').pk, read: (item) => weekFrom(monday, item) })
  },
})

interface Step {
  readonly expression: string
  readonly mark?: string
  readonly standing?: number | undefined
  readonly instead?: Pick<Session, 'sessionId'> | undefined
}

function change(table: Table, counted: Counted, { expression, mark, standing, instead }: Step): WriteItem {
  const condition = standing === 0 ? 'attribute_not_exists(v)' : 'v = :v'
  return {
    Update: {
      TableName: table.name,
      Key: keyOf(mondayOf(counted.date), counted.practitionerId),
      UpdateExpression: expression,
      ExpressionAttributeNames: {
        '#session': counted.sessionId,
        ...(instead ? { '#instead': instead.sessionId } : {}),
      },
      ExpressionAttributeValues: {
        ':one': 1,
        ...(mark ? { ':mark': mark } : {}),
        ...(standing ? { ':v': standing } : {}),
      },
      ...(standing === undefined ? {} : { ConditionExpression: condition }),
    },
  }
}

export const weekChanges = (table: Table) => ({
  /**
   * Counts the session; with `standing` only while the week's version is as it was read, which a limit needs; another
   * session of that week no longer where it is given up for this one.
   */
  counted: (session: Counted, { standing, instead }: Pick<Step, 'standing' | 'instead'> = {}): WriteItem =>
    change(table, session, {
      expression: `SET #session = :mark${instead ? ' REMOVE #instead' : ''} ADD v :one`,
      mark: markOf(session),
      standing,
      instead,
    }),
  notCounted: (session: Counted): WriteItem =>
    change(table, session, { expression: 'REMOVE #session ADD v :one' }),

  /** Several sessions of one person's week at once: those that go, those that come. */
  recounted(
    practitionerId: string,
    date: string,
    gone: readonly Pick<Counted, 'sessionId'>[],
    come: readonly Counted[],
  ): WriteItem {
    const going = gone.map(({ sessionId }, index) => [`#gone${index}`, sessionId] as const)
    const coming = come.map(({ sessionId }, index) => [`#come${index}`, sessionId] as const)
    const marks = come.map((one, index) => [`:mark${index}`, markOf(one)] as const)
    const set = coming.map(([name], index) => `${name} = :mark${index}`).join(', ')
    const removed = going.map(([name]) => name).join(', ')
    return {
      Update: {
        TableName: table.name,
        Key: keyOf(mondayOf(date), practitionerId),
        UpdateExpression: `${set ? `SET ${set} ` : ''}${removed ? `REMOVE ${removed} ` : ''}ADD v :one`,
        ExpressionAttributeNames: Object.fromEntries([...going, ...coming]),
        ExpressionAttributeValues: { ':one': 1, ...Object.fromEntries(marks) },
      },
    }
  },
})
