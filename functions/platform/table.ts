import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import type { Credentials } from 'aws4'
import { documentClient, type Send } from './document-client.ts'
import { Problem } from './problem.ts'
import { StoreError } from './store-error.ts'
import { openWire } from './wire.ts'

/** Capacity units and calls, as the engine reports them (ReturnConsumedCapacity). */
export interface Consumed {
  readUnits: number
  writeUnits: number
  calls: number
}

/** Stands between the client and the wire: tests let it delay, refuse, repeat or lose a call. */
export type Fault = (command: string, input: unknown, send: () => Promise<unknown>) => Promise<unknown>

export interface Table {
  readonly name: string
  readonly client: DynamoDBDocumentClient
}

export interface TableOptions {
  readonly name: string
  /** Another endpoint than the region's own: the local engine, a test's. */
  readonly endpoint?: string | undefined
  /** The region and the role's keys, as Lambda puts them into the environment. */
  readonly region?: string | undefined
  readonly credentials?: Credentials | undefined
  readonly fault?: Fault
  /** Told of each call's capacity; for measures that look across requests. */
  readonly onConsumed?: (command: string, units: Consumed, input: unknown) => void
}

const consumption = new AsyncLocalStorage<Consumed>()
const writes = new Set([
  'PutItemCommand',
  'UpdateItemCommand',
  'DeleteItemCommand',
  'TransactWriteItemsCommand',
  'BatchWriteItemCommand',
])

const localCredentials: Credentials = { accessKeyId: 'local', secretAccessKey: 'local' }

/** The only way to the database: every call is metered, and can be disturbed by a test. */
export function openTable({ name, endpoint, region, credentials, fault, onConsumed }: TableOptions): Table {
  const wire = openWire({ endpoint, region: region ?? 'local', credentials: credentials ?? localCredentials })
  const send: Send = async (target, body) => {
    const command = `${target}Command`
    const call = () => wire(target, { ...body, ReturnConsumedCapacity: 'TOTAL' })
    const answer = (fault ? await fault(command, body, call) : await call()) as Record<string, unknown>
    const units = unitsOf(command, answer)
    note(units)
    onConsumed?.(command, units, body)
    return answer
  }
  return { name, client: documentClient(send) }
}

type Environment = Readonly<Record<string, string | undefined>>

/** The role's own keys, which Lambda keeps in the environment for the life of the process. */
export const roleOf = (environment: Environment): Pick<TableOptions, 'region' | 'credentials'> => ({
  region: environment['AWS_REGION'],
  credentials: environment['AWS_ACCESS_KEY_ID']
    ? {
        accessKeyId: environment['AWS_ACCESS_KEY_ID'],
        secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
        ...(environment['AWS_SESSION_TOKEN'] ? { sessionToken: environment['AWS_SESSION_TOKEN'] } : {}),
      }
    : undefined,
})

/** Runs `work` and says what it consumed, everything that it awaited included. */
export async function metered<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; consumed: Consumed }> {
  const consumed: Consumed = { readUnits: 0, writeUnits: 0, calls: 0 }
  const result = await consumption.run(consumed, work)
  const outer = consumption.getStore()
  if (outer) note(consumed)
  return { result, consumed }
}

function note(units: Consumed): void {
  const store = consumption.getStore()
  if (!store) return
  store.readUnits += units.readUnits
  store.writeUnits += units.writeUnits
  store.calls += units.calls
}

interface Capacity {
  CapacityUnits?: number
  ReadCapacityUnits?: number
  WriteCapacityUnits?: number
}

function unitsOf(command: string, output: unknown): Consumed {
  const reported = (output as { ConsumedCapacity?: Capacity | Capacity[] } | undefined)?.ConsumedCapacity
  const list = Array.isArray(reported) ? reported : [reported ?? {}]
  const total = list.reduce((sum, one) => sum + (one.CapacityUnits ?? 0), 0)
  return writes.has(command)
    ? { readUnits: 0, writeUnits: total, calls: 1 }
    : { readUnits: total, writeUnits: 0, calls: 1 }
}

/** One part of a transaction. */
export type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]
interface Buildable {
  params(): unknown
}

/** The parts of a transaction, from ElectroDB's builders. */
export const put = (built: Buildable): WriteItem => ({ Put: built.params() as NonNullable<WriteItem['Put']> })
export const update = (built: Buildable): WriteItem => ({
  Update: built.params() as NonNullable<WriteItem['Update']>,
})
export const remove = (built: Buildable): WriteItem => ({
  Delete: built.params() as NonNullable<WriteItem['Delete']>,
})
export const check = (built: Buildable): WriteItem => {
  const { UpdateExpression: _, ...condition } = built.params() as NonNullable<WriteItem['Update']>
  return { ConditionCheck: condition as NonNullable<WriteItem['ConditionCheck']> }
}

/** Which items of a transaction refused their condition, in the order given. Empty: it was committed. */
export interface WriteOutcome {
  readonly committed: boolean
  readonly refused: readonly number[]
}

const attempts = 6

/**
 * Writes all or nothing. A refused condition is an answer, not an error; mere contention is tried again with
 * growing pauses (5–160 ms).
 * @throws Problem `try-again` where contention or throttling outlasts the attempts; nothing is written then.
 */
export async function writeTogether(table: Table, items: readonly WriteItem[]): Promise<WriteOutcome> {
  const command = new TransactWriteCommand({ TransactItems: [...items] })
  for (let attempt = 0; ; attempt++) {
    try {
      await table.client.send(command)
      return { committed: true, refused: [] }
    } catch (error) {
      const refused = refusedItems(error)
      if (refused.length > 0) return { committed: false, refused }
      if (!isContention(error)) throw error
      if (attempt + 1 >= attempts) throw new Problem('http', 'try-again', 503)
      await delay(5 * 2 ** attempt * (0.5 + Math.random()))
    }
  }
}

function refusedItems(error: unknown): number[] {
  if (!(error instanceof StoreError)) return []
  return error.CancellationReasons.flatMap(({ Code }, index) =>
    Code === 'ConditionalCheckFailed' ? [index] : [],
  )
}

const contention = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ThrottlingException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'TransactionInProgressException',
  'RequestLimitExceeded',
  'TransactionConflictException',
])

/** Contention and throttling alone may be tried again: neither has written anything. */
export function isContention(error: unknown): boolean {
  if (error instanceof StoreError && error.CancellationReasons.length > 0)
    return error.CancellationReasons.some(({ Code }) => Code !== undefined && contention.has(Code))
  return error instanceof Error && contention.has(error.name)
}
