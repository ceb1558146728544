import { StartFailure, sentences } from './messages.ts'
import { readSettings } from './settings.ts'
import { openSystem, type System } from './system.ts'
import { say } from './terminal.ts'

/** What the system keeps is its owner's alone, the database's own files included. */
process.umask(0o077)

/** `npm start`: the whole system on one port of this machine. */
let system: System | undefined
let stoppingSince: number | undefined

async function stop(exitCode: number): Promise<never> {
  stoppingSince = Date.now()
  if (exitCode === 0) say('stopping')
  await system?.close()
  if (exitCode === 0) say('stopped')
  process.exit(exitCode)
}

function fail(error: unknown): Promise<never> | undefined {
  if (stoppingSince !== undefined) return undefined
  const lines = error instanceof StartFailure ? error.lines : sentences('failed', { reason: String(error) })
  console.error(lines.join('\n'))
  if (!(error instanceof StartFailure) && error instanceof Error) console.error(error.stack)
  return stop(1)
}

/** One Ctrl-C can arrive twice, from the terminal and from npm; a second one later means: at once. */
function asked(): void {
  if (stoppingSince === undefined) void stop(0)
  else if (Date.now() - stoppingSince > 1000) process.exit(1)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, asked)

try {
  system = openSystem(readSettings(process.env, process.argv.slice(2)), (failure) => void fail(failure))
  await system.ready
} catch (error) {
  await fail(error)
}
