import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const apps = globSync('frontends/*/main.ts').map((file) => file.split('/')[1] ?? '')

/** Classes that begin a rule of their own: one sheet serves a whole app, so two files with one name meet there. */
const namesIn = (file: string): string[] => [
  ...new Set(
    [...readFileSync(file, 'utf8').matchAll(/^ {2}\.([a-z]-[a-z-]+) \{/gm)].map(([, name]) => name ?? ''),
  ),
]

describe('styles', () => {
  it.each(apps)('of %s define each class in one file', (app) => {
    const files = globSync(`frontends/${app}/**/*.vue`)
    const definitions = files.flatMap((file) => namesIn(file).map((name) => ({ name, file })))
    const byName = Map.groupBy(definitions, ({ name }) => name)
    const twice = [...byName].filter(([, where]) => where.length > 1)
    expect(definitions.length).toBeGreaterThan(0)
    expect(twice.map(([name, where]) => `${name}: ${where.map(({ file }) => file).join(', ')}`)).toEqual([])
  })
})
