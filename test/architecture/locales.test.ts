import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
type Texts = { readonly [key: string]: string | Texts }

const read = (file: string): Texts => JSON.parse(readFileSync(join(root, file), 'utf8')) as Texts

/** Every text with its path: `today.title` → words. */
const textsOf = (texts: Texts, path: readonly string[] = []): (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string' ? [[[...path, key].join(' › '), text] as const] : textsOf(text, [...path, key]),
  )

/** The names in braces, which both languages have to fill in. */
const namesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort()

const files = globSync(
  ['frontends/**/locales/zh-CN.json', 'functions/*/locales/zh-CN.json', 'infra/local/**/locales/zh-CN.json'],
  {
    cwd: root,
  },
)

describe.each(files)('%s', (chinese) => {
  const source = new Map(textsOf(read(chinese)))
  const english = new Map(textsOf(read(chinese.replace('zh-CN', 'en'))))

  it('has the same keys as its English', () => {
    expect([...english.keys()].sort()).toEqual([...source.keys()].sort())
  })

  it('fills in the same names as its English', () => {
    const differing = [...source].filter(
      ([key, text]) => String(namesIn(text)) !== String(namesIn(english.get(key) ?? '')),
    )
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it('leaves no text empty, blames nobody and does not shout', () => {
    const bad = [...source, ...english].filter(
      ([, text]) => text === '' || /[!！]|系统异常|非法|操作成功/.test(text),
    )
    expect(bad).toEqual([])
  })
})

describe('the texts', () => {
  it('are there', () => {
    expect(files.length).toBeGreaterThan(2)
  })
})
