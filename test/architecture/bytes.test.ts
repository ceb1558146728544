import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWeb, isStale, webFolder } from '../../infra/local/build.ts'

interface Manifest {
  readonly apps: Readonly<
    Record<string, { readonly module: string; readonly styles: readonly { readonly href: string }[] }>
  >
}
interface ImportMap {
  readonly imports: Readonly<Record<string, string>>
  readonly integrity: Readonly<Record<string, string>>
}

const kib = 1024
const read = (address: string): string => readFileSync(join(webFolder, address), 'utf8')
/** Bytes as they travel: the brotli file, or the file itself where packing it was not worth it. */
const travels = (address: string): number => {
  const file = join(webFolder, address)
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size
}
const sum = (addresses: Iterable<string>): number =>
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

function reached(from: readonly string[], map: ImportMap, seen = new Set<string>()): Set<string> {
  for (const address of from) {
    if (seen.has(address)) continue
    seen.add(address)
    reached(importsOf(address, map), map, seen)
  }
  return seen
}

/** The names that a built module exports. */
function exportsOf(address: string): Set<string> {
  const list = /export\{([^}]*)\};?\s*$/.exec(read(address))?.[1] ?? ''
  return new Set(list.split(',').map((item) => item.split(' as ').at(-1)?.trim() ?? ''))
}

let html: string
let map: ImportMap
let manifest: Manifest
let shell: Set<string>

beforeAll(async () => {
  if (await isStale()) await buildWeb()
  html = read('/app/index.html')
  map = JSON.parse(/<script type="importmap">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}') as ImportMap
  manifest = JSON.parse(read('/manifest.json')) as Manifest
  const linked = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].flatMap(
    ([, address]) => address ?? [],
  )
  shell = reached(
    linked.filter((address) => address.endsWith('.js')),
    map,
  )
  for (const address of linked) shell.add(address)
})

/** Of an app: its entry with what that imports, its sheet, and the largest of its pages with what that imports. */
function firstViewOf(name: string): Set<string> {
  const { module, styles } = manifest.apps[name] ?? { module: '', styles: [] }
  const entry = map.imports[module] ?? ''
  const base = [...reached([entry], map), ...styles.map(({ href }) => href)]
  const lazy = [...read(entry).matchAll(/import\(\s*[`"](\.\/[^`"]+)[`"]/g)].flatMap(([, path]) =>
    path && !/\/(?:en|zh-CN)-/.test(path) ? [new URL(path, `http://x${entry}`).pathname] : [],
  )
  const pages = lazy.map((page) => [...base, ...reached([page], map)]).sort((a, b) => sum(b) - sum(a))
  return new Set(pages[0] ?? base)
}

describe('a member of staff, cold', () => {
  it('downloads at most 160 KiB for the shell, the kit and the heaviest page of any app', () => {
    const views = Object.keys(manifest.apps).map(
      (name) => [name, sum([...shell, ...firstViewOf(name)])] as const,
    )
    const heavy = views.filter(([, bytes]) => bytes + travels('/app/index.html') > 160 * kib)
    expect(heavy).toEqual([])
  })

  it('downloads at most 40 KiB for each further app', () => {
    const further = Object.keys(manifest.apps).map(
      (name) => [name, sum([...firstViewOf(name)].filter((address) => !shell.has(address)))] as const,
    )
    expect(further.filter(([, bytes]) => bytes > 40 * kib)).toEqual([])
  })

  it('downloads no library twice: what is shared is in nobody else’s files', () => {
    const marks: Readonly<Record<string, RegExp>> = {
      vue: /__v_isReactive/,
      'vue-router': /beforeRouteEnter/,
      'vue-i18n': /fallbackLocale/,
      zod: /ZodStrictObject|"ZodObject"|`ZodObject`/,
      kit: /idempotency-key/i,
    }
    const current = Object.keys(map.integrity)
    const holders = Object.entries(marks).map(([name, mark]) => {
      const found = current.filter((address) => mark.test(read(address)))
      return [name, [...new Set(found.map((address) => address.split('/')[2]))]]
    })
    expect(Object.fromEntries(holders)).toEqual({
      vue: ['vue'],
      'vue-router': ['vue-router'],
      'vue-i18n': ['vue-i18n', 'kit'],
      zod: ['zod'],
      kit: ['kit'],
    })
  })

  it('asks shared modules only for what they hold', () => {
    const missing = Object.keys(map.integrity).flatMap((address) =>
      [...read(address).matchAll(/import\{([^}]*)\}from"([^".][^"]*)"/g)].flatMap(
        ([, list = '', specifier = '']) => {
          const held = exportsOf(map.imports[specifier] ?? '')
          const wanted = list.split(',').map((item) => item.split(' as ')[0]?.trim() ?? '')
          return wanted
            .filter((name) => !held.has(name))
            .map((name) => `${address} wants ${name} of ${specifier}`)
        },
      ),
    )
    expect(missing).toEqual([])
  })
})

describe('the build', () => {
  it('names every script with its hash, and every sheet with its integrity', () => {
    const all = reached(Object.values(map.imports), map)
    expect([...all].filter((address) => map.integrity[address] === undefined)).toEqual([])
    expect(html.match(/<link rel="stylesheet"/g)?.length).toBe(
      html.match(/<link rel="stylesheet"[^>]*integrity="sha256-/g)?.length,
    )
    const sheets = Object.values(manifest.apps).flatMap(({ styles }) => styles)
    expect(sheets.every((sheet) => 'integrity' in sheet)).toBe(true)
  })

  it('holds no script or style inside the page but the import map', () => {
    const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].map(([tag]) => tag)
    expect(inline).toEqual(['<script type="importmap">'])
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/)
  })
})
