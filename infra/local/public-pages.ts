import { existsSync, watch } from 'node:fs'
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MiddlewareHandler } from 'hono'
import { load, root } from './application.ts'
import { writeWhole } from './data-dir.ts'

interface Renderer {
  readonly publicPaths: readonly string[]
  renderPublicPage(
    address: string,
    months: readonly unknown[],
    now: number,
    origin: string,
  ): Promise<string | undefined>
}

/** What the contexts publish as files, and the pages made of it: `/public-data/*` and `/`, as behind the CDN. */
export const siteFolder = (dataDir: string): string => join(dataDir, 'site')
export const publicDataFolder = (dataDir: string): string => join(siteFolder(dataDir), 'public-data')

export interface PublicPages {
  /** Has the page that is asked for made anew where it is old; what serves files comes after. */
  readonly freshen: MiddlewareHandler
  close(): void
}

export interface PublicSite {
  readonly dataDir: string
  /** Where the pages were built. */
  readonly webFolder: string
  /** `http://127.0.0.1:4000` */
  readonly origin: string
}

/** Pages tell the time of day: whether numbers are released, what is over. */
const oldAfterMs = 30_000

/** Makes a public page when it is asked for and the published files, or the time, have changed since it was made. */
export async function openPublicPages({ dataDir, webFolder, origin }: PublicSite): Promise<PublicPages> {
  const data = publicDataFolder(dataDir)
  await mkdir(data, { recursive: true })
  const renderer = await rendererIn(webFolder, siteFolder(dataDir))
  let months = await monthsIn(data)
  const made = new Map<string, { at: number; done: Promise<void> }>()
  const watcher = watch(data, () => void reread().catch(() => {}))

  async function reread(): Promise<void> {
    months = await monthsIn(data)
    made.clear()
  }

  async function make(address: string): Promise<void> {
    const html = await renderer?.renderPublicPage(address, months, Date.now(), origin)
    if (html === undefined) return
    const file = join(siteFolder(dataDir), address, 'index.html')
    await mkdir(dirname(file), { recursive: true })
    await writeWhole(file, html)
  }

  /** A page that cannot be made leaves the one before in its place. */
  const forget = (address: string): void => void made.delete(address)
  const addresses = new Set(renderer?.publicPaths ?? [])
  return {
    async freshen(c, next) {
      const { path } = c.req
      if (!addresses.has(path)) return addresses.has(`${path}/`) ? c.redirect(`${path}/`, 308) : next()
      const known = made.get(path)
      const current =
        known && known.at > Date.now() - oldAfterMs
          ? known
          : { at: Date.now(), done: make(path).catch(() => forget(path)) }
      made.set(path, current)
      await current.done
      return next()
    },
    close: () => watcher.close(),
  }
}

async function rendererIn(webFolder: string, site: string): Promise<Renderer | undefined> {
  const file = '.build/public-renderer/render.js'
  if (!existsSync(join(root, file)) || !existsSync(join(webFolder, 'csp.json'))) return undefined
  await copyFile(join(webFolder, 'csp.json'), join(site, 'csp.json'))
  return load<Renderer>(file)
}

async function monthsIn(folder: string): Promise<unknown[]> {
  const names = (await readdir(folder)).filter((name) => /^clinic-days-\d{4}-\d{2}\.json$/.test(name)).sort()
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))))
}
