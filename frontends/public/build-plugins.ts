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
export const serverOnly: readonly string[] = ['PlaceChips', 'DaysLegend', 'WithoutScripts']

export const drawnByServer: Plugin = {
  name: 'drawn-by-server',
  enforce: 'pre',
  resolveId: (source) =>
    serverOnly.some((name) => source.endsWith(`/${name}.vue`)) ? '\0drawn-by-server' : undefined,
  load: (id) => (id === '\0drawn-by-server' ? adopted : undefined),
}

/** Vite takes a build that a test runner starts for a test's, and compiles components for development. */
export const forProduction: Plugin = {
  name: 'for-production',
  enforce: 'pre',
  configResolved(config) {
    Object.assign(config, { isProduction: true })
  },
}

interface Unused {
  readonly file: RegExp
  readonly found: RegExp
  readonly times: number
  readonly instead: string
}

const runtime = /\/runtime-core\.esm-bundler\.js$/
const reactivity = /\/reactivity\.esm-bundler\.js$/

/** A question that has one answer here. */
const answered = (file: RegExp, head: RegExp, answer: string): Unused => ({
  ...{ file, times: 1 },
  found: new RegExp(`(?<=${head.source})`, 'g'),
  instead: ` return ${answer};`,
})
const isNever = (name: string): Unused => ({
  ...{ file: runtime, times: 1 },
  found: new RegExp(`(?<=^const ${name} = \\(\\w+\\) => ).*$`, 'gm'),
  instead: 'false;',
})

/**
 * What Vue carries for the sake of others: reactive maps and sets, reactive arrays' own methods, objects that are reactive all the
 * way down, objects shown as text, components by their registered names, style objects, custom directives, transitions, teleports,
 * components that are kept alive or come later, plugins, and what a component shows of itself to its parent.
 * The public pages keep words and numbers in their refs, and everything else in shallow ones.
 */
const unused: readonly Unused[] = [
  {
    file: reactivity,
    found: /return 2 \/\* COLLECTION \*\/;/g,
    times: 1,
    instead: 'return 0;',
  },
  {
    file: reactivity,
    found: /(?<=const \w+CollectionHandlers = )\{[^}]*\}/g,
    times: 4,
    instead: '{}',
  },
  {
    file: reactivity,
    found: /targetIsArray && \(fn = arrayInstrumentations\[key\]\)/g,
    times: 1,
    instead: 'false',
  },
  {
    file: /\/shared\.esm-bundler\.js$/,
    found: /isArray\(val\) \|\| isObject\(val\) && .* : (?=String\(val\);)/g,
    times: 1,
    instead: '',
  },
  {
    file: runtime,
    found: /resolveAsset\(COMPONENTS, component, false\) \|\| /g,
    times: 1,
    instead: '',
  },
  {
    file: runtime,
    found: /!looseEqual\(nextProp, prevProp\)/g,
    times: 1,
    instead: 'true',
  },
  {
    file: reactivity,
    found: /(?<=^const toReactive = \(value\) => ).*$/gm,
    times: 1,
    instead: 'value;',
  },
  answered(reactivity, /function traverse\(value, depth = Infinity, seen\) \{/, 'value'),
  {
    file: reactivity,
    found: /(?<=class EffectScope \{[\s\S]*?) {2}pause\(\) \{[\s\S]*?(?= {2}run\(fn\))/g,
    times: 1,
    instead: '',
  },
  answered(runtime, /function invokeDirectiveHook\(vnode, prevVNode, instance, name\) \{/, ''),
  answered(runtime, /function needTransition\(parentSuspense, transition\) \{/, 'false'),
  answered(runtime, /function isMismatchAllowed\(el, allowedType\) \{/, 'false'),
  answered(runtime, /function isMismatchAllowedByNode\(node\) \{/, 'false'),
  answered(runtime, /function isMismatchAllowedByVNode\(\{ props \}\) \{/, 'false'),
  answered(runtime, /function getComponentPublicInstance\(instance\) \{/, 'instance.proxy'),
  isNever('isTeleport'),
  isNever('isSuspense'),
  isNever('isAsyncWrapper'),
  isNever('isKeepAlive'),
  // Templates are compiled into their setup: of the instance they only ask for slots.
  {
    file: runtime,
    found: /(?<=instance\.proxy = )new Proxy\(instance\.ctx, PublicInstanceProxyHandlers\);/g,
    times: 1,
    instead: 'instance.ctx = { _: instance, get $slots() { return instance.slots } };',
  },
  { file: runtime, found: / {6}use\(plugin, [\s\S]*?(?= {6}mount\(rootContainer)/g, times: 1, instead: '' },
  {
    file: runtime,
    found: / {6}onUnmount\(cleanupFn[\s\S]*?(?= {6}provide\(key, value)/g,
    times: 1,
    instead: '',
  },
  {
    file: runtime,
    found: /,\n {6}runWithContext\(fn\) \{[\s\S]*?\n {6}\}(?=\n {4}\};)/g,
    times: 1,
    instead: '',
  },
  {
    file: /\/runtime-dom\.esm-bundler\.js$/,
    found: /(?<=else if \()key === "style"(?=\) \{)/g,
    times: 1,
    instead: 'false',
  },
]

/** @throws Error where a new version of Vue is written differently, so that nothing is left out by accident. */
export const withoutUnused: Plugin = {
  name: 'without-unused',
  enforce: 'pre',
  transform(code, id) {
    const file = id.split('?')[0] ?? ''
    return unused
      .filter((one) => one.file.test(file))
      .reduce((rest, { found, times, instead }) => {
        const matches = rest.match(found)?.length ?? 0
        if (matches !== times) throw new Error(`${file}: ${found} is there ${matches} times, not ${times}`)
        return rest.replace(found, instead)
      }, code)
  },
}
