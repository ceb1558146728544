import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { withoutMethods } from './build-zod-methods.ts'

const home = dirname(fileURLToPath(import.meta.resolve('zod/package.json')))
const classic = (file: string): string => join(home, 'v4/classic', file)

/** Kinds of schema that zod keeps under a name of their own. */
const groups = ['coerce', 'iso'] as const

interface Asked {
  /** `string` of `z.string()`. */
  readonly schemas: readonly string[]
  /** `iso.date` of `z.iso.date()`. */
  readonly grouped: readonly string[]
  /** Whatever is called on anything: some of it are schemas. */
  readonly methods: ReadonlySet<string>
}

const sorted = (matches: Iterable<RegExpMatchArray>): string[] =>
  [...new Set([...matches].map(([, first, second]) => [first, second].filter(Boolean).join('.')))].sort()

/** What pages and the shared rules ask of zod, by their sources. */
async function askedIn(root: string): Promise<Asked> {
  const sources: string[] = []
  for await (const file of glob(['shared/**/*.ts', 'frontends/**/*.{ts,vue}'], { cwd: root }))
    sources.push(await readFile(join(root, file), 'utf8'))
  const all = sources.join('\n')
  return {
    schemas: sorted(all.matchAll(/\bz\s*\.\s*(\w+)/g)),
    grouped: sorted(all.matchAll(new RegExp(`\\bz\\s*\\.\\s*(${groups.join('|')})\\s*\\.\\s*(\\w+)`, 'g'))),
    methods: new Set(sorted(all.matchAll(/\.\s*(\w+)\s*\(/g))),
  }
}

/** Names that a module exports, those that are words of the language (`export { _enum as enum }`) too. */
const exportsOf = (source: string): string[] =>
  [...source.matchAll(/^export (?:(?:const|function|class) (\w+)|\{ \w+ as (\w+) \})/gm)].flatMap(
    ([, plain, renamed]) => plain ?? renamed ?? [],
  )

/**
 * zod for parsing in a page: only the schemas and the methods that are used, no texts in fifty
 * languages (pages translate by code), no JSON Schema, and no generated functions, which the content security policy
 * refuses anyway.
 */
export function zodForPages(root: string): Plugin {
  const entry = '\0zod-for-pages'
  const asked = askedIn(root)
  return {
    name: 'zod-for-pages',
    enforce: 'pre',
    resolveId: (source) => (source === 'zod' ? entry : undefined),
    async load(id) {
      if (id === entry) return entrySource(await asked)
      if (id.endsWith('/zod/v4/locales/en.js'))
        return 'export default () => ({ localeError: () => undefined })'
      if (/\/zod\/v4\/classic\/(?:schemas|errors)\.js$/.test(id))
        return withoutMethods(await readFile(id, 'utf8'), (await asked).methods)
      if (!/\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/.test(id)) return undefined
      const names = exportsOf(await readFile(id, 'utf8'))
      return names.map((name) => `export const ${name} = () => () => {}`).join('\n')
    },
  }
}

/** Both ways to import it, `import { z }` and `import * as z`, over the same few schemas. */
async function entrySource({ schemas: used, grouped }: Asked): Promise<string> {
  const known = new Set(exportsOf(await readFile(classic('schemas.js'), 'utf8')))
  const schemas = used.filter((name) => known.has(name))
  const members = (group: string): string[] =>
    grouped.filter((name) => name.startsWith(`${group}.`)).map((name) => name.slice(group.length + 1))
  return [
    `import { config } from ${JSON.stringify(join(home, 'v4/core/core.js'))}`,
    `import * as s from ${JSON.stringify(classic('schemas.js'))}`,
    ...groups.flatMap((group) => [
      `import * as all_${group} from ${JSON.stringify(classic(`${group}.js`))}`,
      `const ${group} = { ${members(group).map((name) => `${name}: all_${group}.${name}`)} }`,
    ]),
    'config({ jitless: true })',
    `export const z = { ${[...schemas.map((name) => `${name}: s.${name}`), ...groups].join(', ')} }`,
    `export { ${schemas.join(', ')} } from ${JSON.stringify(classic('schemas.js'))}`,
    `export { ${groups.join(', ')} }`,
  ].join('\n')
}
