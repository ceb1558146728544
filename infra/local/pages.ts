import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { Hono } from 'hono'
import { openPublicPages, siteFolder } from './public-pages.ts'
import { progress, say, seconds } from './terminal.ts'
import type { DevMiddleware } from './web-dev.ts'

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
  readonly server: Server
}

/**
 * The shell, the apps and the public pages: built where they are missing or stale, or by Vite in development. The
 * bundler is loaded here and not before: what is missing on this machine is said first.
 */
export async function openPages({ development, asBuilt, dataDir, server }: PagesChoice): Promise<Pages> {
  const { webFolder } = await import('./build.ts')
  const { webStatic } = await import('./web-static.ts')
  if (!development) await build(asBuilt)
  const published = await openPublicPages(dataDir, webFolder)
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

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)

/** A system without pages still answers its API: a failed build is said, not fatal. */
async function build(asBuilt: boolean): Promise<void> {
  const { buildWeb, isStale, webFolder } = await import('./build.ts')
  if (asBuilt && existsSync(join(webFolder, 'build.json'))) return
  if (!(await isStale())) return
  const began = Date.now()
  const shown = progress('building')
  try {
    await buildWeb({ onProgress: (name, done, of) => shown.show(`${done}/${of} ${name}`) })
    shown.done(seconds(began))
  } catch (error) {
    shown.done('')
    say('no-pages', { reason: reasonOf(error) })
  }
}
