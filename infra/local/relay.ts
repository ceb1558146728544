import { type ContextModule, load } from './application.ts'

/** The platform's table, as far as this deployment passes it on. */
export interface LocalTable {
  readonly name: string
  // biome-ignore lint/suspicious/noExplicitAny: opaque here; what takes it knows it
  readonly client: any
}

interface Relay {
  nudge(): void
  settled(): Promise<void>
  lag(): number
  stop(): Promise<void>
}

interface TableModule {
  openTable(options: { name: string; endpoint: string }): LocalTable
}
interface RelayModule {
  openRelay(options: { table: LocalTable; consumers: readonly object[]; log: object }): Relay
}
interface LogModule {
  openLog(level: string, context: string): object
}

export interface RelayParts {
  readonly table: string
  readonly endpoint: string
  readonly contexts: ReadonlyMap<string, ContextModule>
}

/** Polls the journal and gives each entry to every context's consumers: in the cloud a stream and a bus do that. */
export async function openLocalRelay({
  table: name,
  endpoint,
  contexts,
}: RelayParts): Promise<Relay & { table: LocalTable }> {
  const { openTable } = await load<TableModule>('functions/platform/table.ts')
  const { openRelay } = await load<RelayModule>('functions/platform/relay.ts')
  const { openLog } = await load<LogModule>('functions/platform/log.ts')
  const table = openTable({ name, endpoint })
  const consumers = [...contexts.values()].map((context) => context.consumers)
  const log = openLog(process.env['LOG_LEVEL'] ?? 'warn', 'relay')
  const relay = openRelay({ table, consumers, log })
  return { ...relay, table, nudge: seldom(relay.nudge) }
}

/** A look at the journal costs sixteen reads however much is new: the writes of a moment share one. */
const momentMs = 40

function seldom(nudge: () => void): () => void {
  let waiting = false
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      nudge()
    }, momentMs).unref()
  }
}
