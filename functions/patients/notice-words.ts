import type { ContactLanguage, Notice, NoticeFact } from '#shared/patients/index.ts'
import { discreet } from './discreet.ts'
import english from './locales/en.json' with { type: 'json' }
import chinese from './locales/zh-CN.json' with { type: 'json' }

type Words = typeof chinese
const wordsIn = (language: ContactLanguage): Words => (language === 'en' ? english : chinese)

/** `[, Dr {name}]` stands where all its facts are there, and falls away where one is not. */
const fill = (text: string, values: Readonly<Record<string, string | undefined>>): string =>
  text
    .replaceAll(/\[([^[\]]*)\]/g, (_, part: string) =>
      namesIn(part).every((name) => values[name]) ? part : '',
    )
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

export const namesIn = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

const zone = 'Asia/Shanghai'
const day = { month: 'long', day: 'numeric', weekday: 'short' } as const

const dayIn = (language: ContactLanguage, date: string): string => {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? '' : new Intl.DateTimeFormat(language, { ...day, timeZone: 'UTC' }).format(at)
}
const instantIn = (language: ContactLanguage, at: number): string =>
  new Intl.DateTimeFormat(language, {
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at)

const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

function wordOf(name: NoticeFact, value: string | number, language: ContactLanguage): string {
  if (name === 'date' || name === 'fromDate') return dayIn(language, String(value))
  if (name === 'start' || name === 'fromStart') return typeof value === 'number' ? clock(value) : value
  if (name === 'until') return typeof value === 'number' ? instantIn(language, value) : value
  return String(value)
}

export interface Worded {
  readonly subject: string
  readonly text: string
  /** What the text was filled with, in words: gateways with templates of their own take these. */
  readonly facts: Readonly<Record<string, string>>
}

/** A message in words. `origin` makes the path of a page an address; without it no link stands in the text. */
export function worded(
  { template, facts }: Pick<Notice, 'template' | 'facts'>,
  language: ContactLanguage,
  origin?: string,
): Worded {
  const words = wordsIn(language)
  const { subject, text } = words.notice[template]
  const safe = Object.entries(discreet(facts, words.place)) as [NoticeFact, string | number][]
  const values = Object.fromEntries(
    safe
      .filter(([name]) => name !== 'url' || origin !== undefined)
      .map(([name, value]) => [name, name === 'url' ? `${origin}${value}` : wordOf(name, value, language)]),
  )
  return { subject, text: fill(text, values), facts: values }
}
