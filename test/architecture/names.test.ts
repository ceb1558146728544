import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contexts } from '#shared/kernel/ids.ts'

const root = join(import.meta.dirname, '../..')
const sources = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: (name) => name.includes('node_modules') }).sort()
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** What each room holds beside the twelve contexts. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  shared: ['kernel'],
  functions: ['platform'],
  frontends: ['kit', 'root', 'public'],
  infra: ['aws', 'local'],
  test: [
    'kernel',
    'platform',
    'kit',
    'root',
    'public',
    'local',
    'infra',
    'architecture',
    'journeys',
    'faults',
    'load',
    'security',
    'support',
    'check.ts',
  ],
}

describe('names', () => {
  it.each(Object.entries(rooms))('of folders in %s are the contexts and what is known', (room, known) => {
    const allowed = room === 'infra' ? known : [...contexts, ...known]
    const there = new Set(sources(`${room}/*`).map((path) => basename(path)))
    expect([...there].filter((name) => !allowed.includes(name))).toEqual([])
  })

  it('say what a file holds: there is no drawer', () => {
    const drawers = /^(utils?|helpers?|common|misc|types|functions|lib)(\.ts|\.vue|$)/
    const all = sources('{shared,functions,frontends,infra,test}/**/*')
    expect(
      all.filter((path) =>
        path
          .split('/')
          .slice(1)
          .some((part) => drawers.test(part)),
      ),
    ).toEqual([])
  })
})

const withoutComments = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/(^|[^:'"`])\/\/[^\n]*/g, '$1')

/** Chinese in code that is no sentence for a person: data, patterns that read what people type, names of languages. */
const data = [
  /^infra\/local\/demo-/,
  /^shared\/[a-z-]+\/(settings|standard-\d+|name)\.ts$/,
  /^shared\/alliance\/(directory|import-sites)\.ts$/,
  /^shared\/scheduling\/roster-words\.ts$/,
  /^functions\/platform\/initials\.ts$/,
  /^frontends\/root\/shell\/PersonMenu\.vue$/,
  /^frontends\/kit\/(session\/format|fields\/time-text)\.ts$/,
  /^shared\/[a-z-]+\/operations(-[a-z-]+)?\.ts$/,
]

describe('what people read', () => {
  it('is in locale files: no code holds a Chinese text', () => {
    const files = sources('{shared,functions,frontends,infra}/**/*.{ts,vue}').filter(
      (path) => !data.some((one) => one.test(path)),
    )
    const speaking = files.filter((path) => /\p{Script=Han}/u.test(withoutComments(read(path))))
    expect(speaking).toEqual([])
  })

  it('has the same keys in Chinese and English wherever the server or the terminal speaks', () => {
    const keysOf = (value: unknown, path = ''): string[] =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, one]) => keysOf(one, `${path}.${key}`))
        : [path]
    for (const chinese of sources('{functions,infra}/**/locales/zh-CN.json')) {
      const english = chinese.replace('zh-CN', 'en')
      expect([english, ...keysOf(JSON.parse(read(english)))]).toEqual([
        english,
        ...keysOf(JSON.parse(read(chinese))),
      ])
    }
    const spoken = Object.entries(JSON.parse(read('infra/local/messages.json')) as Record<string, string[]>)
    expect(spoken.filter(([, texts]) => texts.length !== 2)).toEqual([])
  })
})
