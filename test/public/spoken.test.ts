import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { serverOnly } from '#frontends/public/build-plugins.ts'
import type { PageName } from '#frontends/public/page-state.ts'
import { textsIn, textsOf } from '#frontends/public/texts.ts'

const here = resolve(import.meta.dirname, '../../frontends/public')
const sections = Object.keys(textsIn('zh-CN'))

/** The entry and every source of this folder that the browser gets with it, at once or later. */
function sourcesOf(entry: string): Map<string, string> {
  const found = new Map<string, string>()
  const waiting = [join(here, entry)]
  for (const file of waiting) {
    if (found.has(file) || !existsSync(file) || serverOnly.includes(basename(file, '.vue'))) continue
    const source = readFileSync(file, 'utf8')
    found.set(file, source)
    for (const [, path = ''] of source.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+\.(?:ts|vue))'/g))
      waiting.push(resolve(dirname(file), path))
  }
  return found
}

/** Sections that a source speaks: by a key in quotes, or by one of the words that read a section themselves. */
function spokenIn(source: string): string[] {
  const keys = sections.filter((section) => new RegExp(`['\`]${section}\\.[a-zA-Z$]`).test(source))
  const methods = ['room', 'title', 'list'].filter((name) => source.includes(`.${name}(`))
  return [...keys, ...methods]
}

it.each(['place', 'mine', 'ledger'] as const)('what the script of %s says travels with its page', (page) => {
  const sources = sourcesOf(`${page}.ts`)
  expect(sources.size).toBeGreaterThan(3)
  const travels = Object.keys(textsOf(page satisfies PageName, 'zh-CN'))
  const silent = [...sources].flatMap(([file, source]) =>
    file.endsWith('words.ts')
      ? []
      : spokenIn(source)
          .filter((section) => !travels.includes(section))
          .map((section) => `${file.slice(here.length + 1)} says ${section}`),
  )
  expect(silent).toEqual([])
})
