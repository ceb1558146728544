import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const home = dirname(fileURLToPath(import.meta.resolve('zod/package.json')))
const classic = (file: string): string => join(home, 'v4/classic', file)

/** The words that follow `z.` in what pages are built from. */
async function usedNames(root: string): Promise<string[]> {
  const names = new Set<string>()
  for await (const file of glob(['shared/**/*.ts', 'frontends/**/*.{ts,vue}'], { cwd: root })) {
    const source = await readFile(join(root, file), 'utf8')
    for (const [, name] of source.matchAll(/\bz\s*\.\s*(\w+)/g)) if (name) names.add(name)
  }
  return [...names].sort()
}

/** Names that a module exports, those that are words of the language (`export { _enum as enum }`) too. */
const exportsOf = (source: string): string[] =>
  [...source.matchAll(/^export (?:(?:const|function|class) (\w+)|\{ \w+ as (\w+) \})/gm)].flatMap(
    ([, plain, renamed]) => plain ?? renamed ?? [],
  )

/**
 * zod for parsing in a page: only the schemas that are used, no texts in fifty
 * languages (pages translate by code), no JSON Schema, and no generated functions, which the content security policy
 * refuses anyway.
 */
export function zodForPages(root: string): Plugin {
  const entry = '\0zod-for-pages'
  return {
    name: 'zod-for-pages',
    enforce: 'pre',
    resolveId: (source) => (source === 'zod' ? entry : undefined),
    async load(id) {
      if (id === entry) return entrySource(await usedNames(root))
      if (id.endsWith('/zod/v4/locales/en.js'))
        return 'export default () => ({ localeError: () => undefined })'
      if (!/\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/.test(id)) return undefined
      const names = exportsOf(await readFile(id, 'utf8'))
      return names.map((name) => `export const ${name} = () => () => {}`).join('\n')
    },
  }
}

/** Both ways to import it, `import { z }` and `import * as z`, over the same few schemas. */
async function entrySource(used: readonly string[]): Promise<string> {
  const known = new Set(exportsOf(await readFile(classic('schemas.js'), 'utf8')))
  const schemas = used.filter((name) => known.has(name))
  const groups = used.filter((name) => name === 'iso' || name === 'coerce')
  return [
    `import { config } from ${JSON.stringify(join(home, 'v4/core/core.js'))}`,
    `import * as s from ${JSON.stringify(classic('schemas.js'))}`,
    ...groups.map((name) => `import * as ${name} from ${JSON.stringify(classic(`${name}.js`))}`),
    'config({ jitless: true })',
    `export const z = { ${[...schemas.map((name) => `${name}: s.${name}`), ...groups].join(', ')} }`,
    `export { ${schemas.join(', ')} } from ${JSON.stringify(classic('schemas.js'))}`,
    `export { ${groups.join(', ')} }`,
  ].join('\n')
}
