import { type ContextModule, load } from './application.ts'
import type { LocalTable } from './relay.ts'

interface DueModule {
  openDue(table: LocalTable, context: string): object
}
interface JobsModule {
  runDue(parts: object): Promise<{ readonly done: number; readonly more: boolean }>
}
interface LogModule {
  openLog(level: string, context: string): { error(facts: object, message: string): void }
}

export interface JobParts {
  readonly table: LocalTable
  readonly contexts: ReadonlyMap<string, ContextModule>
  /** Told after a round that did something: its journal entries are waiting. */
  readonly written: () => void
  /** Milliseconds between looks; default 5 s. */
  readonly beat?: number
  readonly now?: () => number
}

/**
 * Does what is due in every context that has jobs, one context after the other, every few seconds: in the cloud a rule of
 * each minute does that. Whatever fails is logged and comes again; it never stops the server.
 */
export async function openLocalJobs({ table, contexts, written, beat = 5000, now = Date.now }: JobParts) {
  const { openDue } = await load<DueModule>('functions/platform/due.ts')
  const { runDue } = await load<JobsModule>('functions/platform/jobs.ts')
  const { openLog } = await load<LogModule>('functions/platform/log.ts')
  const working = [...contexts].flatMap(([context, { jobs }]) => {
    const log = openLog(process.env['LOG_LEVEL'] ?? 'warn', context)
    return jobs ? [{ log, parts: { table, due: openDue(table, context), jobs, log, now } }] : []
  })
  let stopped = false
  let wake = () => {}
  const pause = () =>
    new Promise<void>((resume) => {
      const timer = setTimeout(resume, beat).unref()
      wake = () => {
        clearTimeout(timer)
        resume()
      }
    })

  /** True where a context had more than one round takes. */
  async function look(): Promise<boolean> {
    let more = false
    for (const { log, parts } of working) {
      const round = await runDue(parts).catch((error: Error) => {
        log.error({ error: error.name }, 'round of jobs failed')
        return { done: 0, more: false }
      })
      if (round.done > 0) written()
      more ||= round.more && round.done > 0
    }
    return more
  }

  const running = (async () => {
    while (!stopped) {
      const more = await look()
      if (!more && !stopped) await pause()
    }
  })()

  return {
    async stop(): Promise<void> {
      stopped = true
      wake()
      await running
    },
  }
}
