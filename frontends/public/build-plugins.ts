import type { Plugin } from 'vite'

/** Puts values in place of modules that would compute the same ones, and bring zod along to do it. */
export function written(
  root: string,
  modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Plugin {
  return {
    name: 'written-values',
    enforce: 'pre',
    load(id) {
      const values = modules[id.split('?')[0]?.slice(root.length + 1) ?? '']
      if (!values) return undefined
      return Object.entries(values)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
        .join('\n')
    },
  }
}

/**
 * Rules and schemas live in the same modules, and the pages use rules only. Whatever would build a schema there gets
 * something that builds nothing and weighs nothing.
 */
export const withoutSchemas: Plugin = {
  name: 'without-schemas',
  enforce: 'pre',
  resolveId: (source) => (source === 'zod' ? '\0no-zod' : undefined),
  load: (id) =>
    id === '\0no-zod'
      ? 'const nothing = new Proxy(() => nothing, { get: () => nothing })\nexport const z = nothing'
      : undefined,
  // A namespace cannot be such a thing, a named export can.
  transform: (code, id) =>
    id.includes('/shared/') ? code.replace("import * as z from 'zod'", "import { z } from 'zod'") : undefined,
}

/** Vite's own helper asks for style sheets of chunks; there is one sheet, and it is there. */
export const bareImports: Plugin = {
  name: 'bare-imports',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : undefined,
}

/** One node for ever: a new one at each update would know nothing of the element that the first has adopted. */
const adopted = `import { createStaticVNode } from 'vue'
export default { inheritAttrs: false, setup() { const node = createStaticVNode('', 1); return () => node } }`

/** Components of one element that never change: in the browser they adopt what the server drew, and weigh nothing. */
export const drawnByServer = (names: readonly string[]): Plugin => ({
  name: 'drawn-by-server',
  enforce: 'pre',
  resolveId: (source) =>
    names.some((name) => source.endsWith(`/${name}.vue`)) ? '\0drawn-by-server' : undefined,
  load: (id) => (id === '\0drawn-by-server' ? adopted : undefined),
})

/** Vite takes a build that a test runner starts for a test's, and compiles components for development. */
export const forProduction: Plugin = {
  name: 'for-production',
  enforce: 'pre',
  configResolved(config) {
    Object.assign(config, { isProduction: true })
  },
}
