import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildWeb, isStale, webFolder } from '../../infra/local/build.ts'

export interface Manifest {
  readonly apps: Readonly<
    Record<string, { readonly module: string; readonly styles: readonly { readonly href: string }[] }>
  >
}
export interface ImportMap {
  readonly imports: Readonly<Record<string, string>>
  readonly integrity: Readonly<Record<string, string>>
}

/** The text of a built file, by its address. */
export const read = (address: string): string => readFileSync(join(webFolder, address), 'utf8')

/** Bytes as they travel: the brotli file, or the file itself where packing it was not worth it. */
const travels = (address: string): number => {
  const file = join(webFolder, address)
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size
}

export const bytesOf = (addresses: Iterable<string>): number =>
  [...new Set(addresses)].reduce((bytes, one) => bytes + travels(one), 0)

/** What a file imports at once, by relative path or by a name of the import map. */
function importsOf(address: string, map: ImportMap): string[] {
  const names = [...read(address).matchAll(/(?:\bfrom|\bimport)\s*"([^"]+)"/g)].flatMap(
    ([, name]) => name ?? [],
  )
  return names.flatMap((name) => {
    if (name.startsWith('.')) return [new URL(name, `http://x${address}`).pathname]
    const mapped = map.imports[name]
    return mapped ? [mapped] : []
  })
}

/** These files and whatever they import at once. */
export function reached(from: readonly string[], map: ImportMap, seen = new Set<string>()): Set<string> {
  for (const address of from) {
    if (seen.has(address)) continue
    seen.add(address)
    reached(importsOf(address, map), map, seen)
  }
  return seen
}

/** The staff's pages as they were built last, built now where a source is newer. */
export async function builtPages() {
  if (await isStale()) await buildWeb()
  const html = read('/app/index.html')
  const map = JSON.parse(/<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}') as ImportMap
  const manifest = JSON.parse(read('/manifest.json')) as Manifest
  const linked = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].flatMap(
    ([, address]) => address ?? [],
  )
  const scripts = linked.filter((address) => address.endsWith('.js'))
  const shell = new Set([...reached(scripts, map), ...linked])

  /** Of an app: its entry with what that imports, its sheet, and the largest of its pages with what that imports. */
  function firstViewOf(name: string): Set<string> {
    const { module, styles } = manifest.apps[name] ?? { module: '', styles: [] }
    const entry = map.imports[module] ?? ''
    const base = [...reached([entry], map), ...styles.map(({ href }) => href)]
    const lazy = [...read(entry).matchAll(/import\(\s*[`"](\.\/[^`"]+)[`"]/g)].flatMap(([, path]) =>
      path && !/\/(?:en|zh-CN)-/.test(path) ? [new URL(path, `http://x${entry}`).pathname] : [],
    )
    const pages = lazy.map((page) => [...base, ...reached([page], map)])
    const [heaviest = base] = pages.sort((a, b) => bytesOf(b) - bytesOf(a))
    return new Set(heaviest)
  }

  return {
    ...{ html, map, manifest },
    /** Bytes of each app's heaviest page, with the shell when it comes first and without it when it does not. */
    views: Object.keys(manifest.apps).map((name) => {
      const files = firstViewOf(name)
      return {
        name,
        first: bytesOf([...shell, ...files, '/app/index.html']),
        further: bytesOf([...files].filter((address) => !shell.has(address))),
      }
    }),
  }
}
export type BuiltPages = Awaited<ReturnType<typeof builtPages>>
