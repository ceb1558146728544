import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/**
 * What no page of ours can use: pages are not hydrated and not rendered on a server here, and there are no custom
 * elements; motion is CSS (see the visual language). A fifth of Vue.
 */
const unusedOfVue = [
  'BaseTransition',
  'BaseTransitionPropsValidators',
  'DeprecationTypes',
  'ErrorTypeStrings',
  'KeepAlive',
  'Transition',
  'TransitionGroup',
  'VueElement',
  'compatUtils',
  'compile',
  'createHydrationRenderer',
  'createSSRApp',
  'defineCustomElement',
  'defineSSRCustomElement',
  'hydrate',
  'hydrateOnIdle',
  'hydrateOnInteraction',
  'hydrateOnMediaQuery',
  'hydrateOnVisible',
  'initDirectivesForSSR',
  'resolveTransitionHooks',
  'ssrUtils',
  'useHost',
  'useSSRContext',
  'useShadowRoot',
  'useTransitionState',
]

async function vueNames(): Promise<string[]> {
  const names = Object.keys(await import('vue'))
  return names.filter(
    (name) => /^[A-Za-z]\w*$/.test(name) && name !== 'default' && !unusedOfVue.includes(name),
  )
}

/** What every app may take for granted, whether one takes it today or not. */
const always: Readonly<Record<string, readonly string[]>> = {
  'vue-router': ['RouterLink', 'RouterView', 'onBeforeRouteLeave', 'useRoute', 'useRouter'],
  '@pinia/colada': ['useMutation', 'useQuery', 'useQueryCache'],
  pinia: ['defineStore', 'storeToRefs'],
}

/** Pages, rules, and the one shared module that is built on another. */
const importers = ['shared/**/*.ts', 'frontends/**/*.{ts,vue}', 'node_modules/@pinia/colada/dist/index.mjs']

/** The names that pages and the shared rules import from a package. */
async function importedNames(specifier: string, root: string): Promise<string[]> {
  const clause = new RegExp(`import\\s*\\{([^}]*)\\}\\s*from ['"]${specifier}['"]`, 'g')
  const names = new Set<string>(always[specifier])
  for await (const file of glob(importers, { cwd: root })) {
    const source = await readFile(join(root, file), 'utf8')
    for (const [, list = ''] of source.matchAll(clause)) for (const name of valuesIn(list)) names.add(name)
  }
  return [...names].sort()
}

const valuesIn = (list: string): string[] =>
  list.split(',').flatMap((item) => {
    const name = item.trim().split(/\s+as\s+/)[0] ?? ''
    return name === '' || name.startsWith('type ') ? [] : [name]
  })

/** A shared module with only the exports that a page can need. */
export function subset(specifier: string, root: string): Plugin {
  const entry = `\0subset:${specifier}`
  return {
    name: 'subset-of-shared-module',
    enforce: 'pre',
    resolveId: (source, importer) => (source === specifier && importer === undefined ? entry : undefined),
    async load(id) {
      if (id !== entry) return undefined
      const names = specifier === 'vue' ? await vueNames() : await importedNames(specifier, root)
      return `export { ${names.join(', ')} } from '${specifier}'`
    },
  }
}

/** An app has one sheet, so no chunk has styles to wait for; what would wait is two kilobytes in every part. */
export const chunksAlone: Plugin = {
  name: 'chunks-alone',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : undefined,
}

/** Lucide gives each stroke of an icon a key, which only lists that change need. */
export const iconsWithoutKeys: Plugin = {
  name: 'icons-without-keys',
  transform(code, id) {
    if (!id.includes('/lucide') && !id.includes('/@lucide/')) return undefined
    return { code: code.replaceAll(/, key: "[a-z0-9]+"/g, ''), map: null }
  },
}

/** English for logs and for the OpenAPI document; a page translates a problem by its type. */
const wordsForServers = /\b(summary|title):\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`)/g

/** What a number is for, behind its limits, in the table of values that the server shows. */
const describedForServers = /(?<=\]|minuteOfDay),\s*'(?:[^'\\]|\\.)*'/g

export const contractsWithoutWords: Plugin = {
  name: 'contracts-without-words',
  enforce: 'pre',
  transform(code, id) {
    if (/\/shared\/[\w-]+\/settings-[\w-]+\.ts$/.test(id))
      return { code: code.replaceAll(describedForServers, ''), map: null }
    if (!/\/shared\/[\w-]+\/(?:[\w-]+-)?(?:operations|problems?)(?:-[\w-]+)?\.ts$/.test(id)) return undefined
    return { code: code.replaceAll(wordsForServers, "$1: ''"), map: null }
  },
}
