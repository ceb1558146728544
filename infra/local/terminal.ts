import { type MessageFacts, type MessageKey, sentences } from './messages.ts'

const labelWidth = 26

/** Columns on a terminal: Chinese characters take two (Unicode UAX #11, East Asian Wide). */
const columns = (text: string): number =>
  [...text].length + (text.match(/[\u2e80-\u9fff\uff00-\uff60]/g)?.length ?? 0)

/** `网址 address      http://…`: a label in both languages, and what it says. */
export function line(key: MessageKey, value = ''): void {
  const label = sentences(key).join(' ')
  console.log(`${label}${' '.repeat(Math.max(2, labelWidth - columns(label)))}${value}`.trimEnd())
}

/** A sentence, Chinese and English. */
export function say(key: MessageKey, facts: MessageFacts = {}): void {
  const [chinese, english] = sentences(key, facts)
  console.log(`${chinese} · ${english}`)
}

export interface Progress {
  /** Redraws the line on a terminal; elsewhere, in a log, says a line every five seconds at most. */
  show(state: string): void
  done(state: string): void
}

const logEveryMs = 5000

/** One line that moves on a terminal, and a few lines where the output goes to a file. */
export function progress(key: MessageKey): Progress {
  const label = sentences(key).join(' ')
  const moves = process.stdout.isTTY === true
  let saidAt = Date.now()
  const log = (state: string): void => {
    if (Date.now() - saidAt < logEveryMs) return
    saidAt = Date.now()
    process.stdout.write(`${label}  ${state}\n`)
  }
  return {
    show: (state) => (moves ? void process.stdout.write(`\r\x1b[2K${label}  ${state}`) : log(state)),
    done: (state) => void process.stdout.write(`${moves ? '\r\x1b[2K' : ''}${label}  ${state}\n`),
  }
}

export const seconds = (sinceMs: number): string => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

interface Person {
  readonly personId: string
  readonly displayName: string
  readonly hint: string
  readonly listed?: boolean
}

const shownPeople = 6

/** The first lines: what this is, where it answers, where the data is, and who can sign in. */
export function banner(origin: string, dataDir: string, people: readonly Person[]): void {
  console.log(sentences('what').join(' · '))
  line('where', origin)
  line('data', dataDir)
  const listed = people.filter(({ listed: shown }) => shown !== false)
  const everyNth = Math.max(1, Math.floor(listed.length / shownPeople))
  const some = listed.filter((_, index) => index % everyNth === 0).slice(0, shownPeople)
  if (some.length > 0)
    line('demo-sign-ins', some.map(({ displayName, hint }) => `${displayName}（${hint}）`).join('、'))
  console.log(sentences('stop').join(' · '))
}
