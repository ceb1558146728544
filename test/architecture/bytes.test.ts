import { beforeAll, describe, expect, it } from 'vitest'
import {
  type BuiltPages,
  builtPages,
  type ImportMap,
  type Manifest,
  reached,
  read,
} from '../load/built-pages.ts'

const kib = 1024

/** The names that a built module exports. */
function exportsOf(address: string): Set<string> {
  const list = /export\{([^}]*)\};?\s*$/.exec(read(address))?.[1] ?? ''
  return new Set(list.split(',').map((item) => item.split(' as ').at(-1)?.trim() ?? ''))
}

let html: string
let map: ImportMap
let manifest: Manifest
let views: BuiltPages['views']

beforeAll(async () => {
  const pages = await builtPages()
  html = pages.html
  map = pages.map
  manifest = pages.manifest
  views = pages.views
})

describe('a member of staff, cold', () => {
  it('downloads at most 160 KiB for the shell, the kit and the heaviest page of any app', () => {
    expect(views.filter(({ first }) => first > 160 * kib)).toEqual([])
  })

  it('downloads at most 40 KiB for each further app', () => {
    expect(views.length).toBeGreaterThan(1)
    expect(views.filter(({ further }) => further > 40 * kib)).toEqual([])
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
