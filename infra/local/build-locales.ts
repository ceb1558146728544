import { baseCompile } from '@intlify/message-compiler'
import type { Plugin } from 'vite'

type Texts = { readonly [key: string]: string | Texts }

/** Characters that mean something in a vue-i18n message; a text without them is used as it stands. */
const special = /[{}|@]/
const places = new Set(['start', 'end', 'loc'])

function compiled(message: string): unknown {
  const { ast } = baseCompile(message, { jit: true, optimize: true, minify: true })
  return JSON.parse(JSON.stringify(ast, (key, value: unknown) => (places.has(key) ? undefined : value)))
}

const compiledAll = (texts: Texts): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      if (typeof text !== 'string') return [key, compiledAll(text)]
      return [key, special.test(text) ? compiled(text) : text]
    }),
  )

/** Texts are taken apart here, so that no page downloads what takes them apart. */
export const compiledLocales: Plugin = {
  name: 'compiled-locales',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/locales\/[\w-]+\.json$/.test(id)) return undefined
    return { code: JSON.stringify(compiledAll(JSON.parse(code) as Texts)), map: null }
  },
}
