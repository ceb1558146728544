import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import {
  DynamoDBClient,
  type DynamoDBClientConfig,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import {
  DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { Problem } from './problem.ts'

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
  readonly endpoint?: string | undefined
  readonly fault?: Fault
  /** Told of each call's capacity; for measures that look across requests. */
  readonly onConsumed?: (command: string, units: Consumed, key: unknown) => void
}

const consumption = new AsyncLocalStorage<Consumed>()
const writes = new Set([
  'PutItemCommand',
  'UpdateItemCommand',
  'DeleteItemCommand',
  'TransactWriteItemsCommand',
  'BatchWriteItemCommand',
])

/** The only way to the database. Retries of the SDK are kept short: a request has one second, not five. */
export function openTable({ name, endpoint, fault, onConsumed }: TableOptions): Table {
  const local: DynamoDBClientConfig = endpoint
    ? { endpoint, region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }
    : {}
  const client = new DynamoDBClient({ maxAttempts: 3, ...local })
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = String(context.commandName ?? '')
      const input = args.input as { ReturnConsumedCapacity?: string }
      input.ReturnConsumedCapacity = 'TOTAL'
      const send = () => next(args)
      const result = (fault ? await fault(command, input, send) : await send()) as Awaited<
        ReturnType<typeof next>
      >
      const units = unitsOf(command, result.output)
      note(units)
      onConsumed?.(command, units, input)
      return result
    },
    { step: 'initialize', name: 'meter', override: true },
  )
  return {
    name,
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  }
}

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

type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number]
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
  if (!(error instanceof TransactionCanceledException)) return []
  return (error.CancellationReasons ?? []).flatMap(({ Code }, index) =>
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
  if (error instanceof TransactionCanceledException)
    return (error.CancellationReasons ?? []).some(({ Code }) => Code !== undefined && contention.has(Code))
  return error instanceof Error && contention.has(error.name)
}
