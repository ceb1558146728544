import { randomBytes } from 'node:crypto'
import { openTable, type Table, type TableOptions } from '#functions/platform/table.ts'
import { startEngine } from '../../infra/local/engine-process.ts'
import { ensureTable } from '../../infra/local/table.ts'

export interface Engine {
  readonly endpoint: string
  close(): Promise<void>
}

export interface EngineChoice {
  /** Keeps the data in this file; in memory where absent. */
  readonly file?: string
  /** A process of its own, even where the run shares one: for tests that kill it. */
  readonly own?: boolean
}

/**
 * The database of a test: the one engine of the run (started by Vitest's global setup, or whatever
 * DYNAMODB_ENDPOINT names), else a process of its own.
 */
export async function openEngine({ file, own = false }: EngineChoice = {}): Promise<Engine> {
  const shared = process.env['DYNAMODB_ENDPOINT']
  if (shared && !file && !own) return { endpoint: shared, close: async () => {} }
  return startEngine(file ? { file } : {})
}

export interface TableChoice extends Pick<TableOptions, 'fault' | 'onConsumed'> {
  /** With the index that the relay's poller reads. The contexts do not need it. */
  readonly tail?: boolean
}

/** An empty table that no other test knows; the names differ, so tests of one engine never meet. */
export async function freshTable(
  engine: Engine,
  { tail = true, ...options }: TableChoice = {},
): Promise<Table> {
  const name = `test-${randomBytes(6).toString('hex')}`
  await ensureTable(engine.endpoint, { name, tail })
  return openTable({ name, endpoint: engine.endpoint, ...options })
}

/** Another client of the same table: with a fault in its way, or a meter of its own. */
export const sameTable = (
  engine: Engine,
  table: Table,
  options: Omit<TableOptions, 'name' | 'endpoint'>,
): Table => openTable({ name: table.name, endpoint: engine.endpoint, ...options })
