import texts from './messages.json' with { type: 'json' }

export type MessageKey = keyof typeof texts
export type MessageFacts = Readonly<Record<string, string | number>>

const filled = (text: string, facts: MessageFacts): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))

/** The sentence in both languages, Chinese first. */
export function sentences(
  key: MessageKey,
  facts: MessageFacts = {},
): readonly [chinese: string, english: string] {
  const [chinese = key, english = key] = texts[key]
  return [filled(chinese, facts), filled(english, facts)]
}

/** Why the system cannot run: one line in each language for the person at the terminal, and exit code 1. */
export class StartFailure extends Error {
  readonly lines: readonly string[]

  constructor(key: MessageKey, facts: MessageFacts = {}) {
    const lines = sentences(key, facts)
    super(lines[1])
    this.name = 'StartFailure'
    this.lines = lines
  }
}
