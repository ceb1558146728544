import { spawn } from 'node:child_process'
import { join } from 'node:path'

/**
 * `npm run dev`: the system with pages by Vite. Node restarts the server when a file it has loaded changes; pages
 * reload in place, without it.
 */
const start = join(import.meta.dirname, 'start.ts')
const server = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', start, '--dev', ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.once('exit', (code) => process.exit(code ?? 0))
