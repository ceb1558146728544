import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { Hono } from 'hono'
import { root } from './application.ts'
import { isStale, webFolder } from './build-state.ts'
import { openPublicPages, siteFolder } from './public-pages.ts'
import { progress, say, seconds } from './terminal.ts'
import type { DevMiddleware } from './web-dev.ts'
import { webStatic } from './web-static.ts'

export interface Pages {
  readonly app: Hono
  /** In development: Vite, which is asked before the app. */
  readonly middleware?: DevMiddleware
  close(): Promise<void>
}

export interface PagesChoice {
  readonly development: boolean
  readonly asBuilt: boolean
  readonly dataDir: string
  readonly origin: string
  readonly server: Server
}

/** The shell, the apps and the public pages: built where they are missing or stale, or by Vite in development. */
export async function openPages({
  development,
  asBuilt,
  dataDir,
  origin,
  server,
}: PagesChoice): Promise<Pages> {
  if (!development) await buildWhereNeeded(asBuilt)
  const published = await openPublicPages({ dataDir, webFolder, origin })
  const vite = development ? await (await import('./web-dev.ts')).devMiddleware({ server }) : undefined
  const app = new Hono()
  app.get('*', published.freshen)
  for (const outDir of [siteFolder(dataDir), webFolder]) {
    if (existsSync(join(outDir, 'csp.json'))) app.route('/', webStatic({ outDir }))
  }
  return {
    app,
    ...(vite ? { middleware: vite.middleware } : {}),
    async close() {
      published.close()
      await vite?.close()
    },
  }
}

async function buildWhereNeeded(asBuilt: boolean): Promise<void> {
  if (asBuilt && existsSync(join(webFolder, 'build.json'))) return
  if (!(await isStale())) return
  const began = Date.now()
  const shown = progress('building')
  const problem = await build((state) => shown.show(state))
  shown.done(problem ? '' : seconds(began))
  if (problem) say('no-pages', { reason: problem })
}

/**
 * In a process of its own: the bundler's memory goes with it, and a failed build does not take the API along.
 * @returns the first line of what went wrong, where something did.
 */
function build(onProgress: (state: string) => void): Promise<string | undefined> {
  const builder = spawn(process.execPath, [join(root, 'infra/local/build.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  builder.stdout.on('data', (chunk: Buffer) => {
    const [, state] = chunk.toString().match(/\[(\d+\/\d+\] \S+)/) ?? []
    if (state) onProgress(state.replace(']', ''))
  })
  builder.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk
  })
  return new Promise((resolve) => {
    builder.once('error', (error) => resolve(error.message))
    builder.once('exit', (code) =>
      resolve(code === 0 ? undefined : (complaints.match(/^.*error.*$/im)?.[0] ?? `exit ${code}`)),
    )
  })
}
