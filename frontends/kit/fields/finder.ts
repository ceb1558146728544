/** One thing that was found: what it is, and enough beside it to tell two of the same name apart. */
export interface Found {
  readonly key: string
  readonly title: string
  /** Beside the title: sex and age, short name. */
  readonly note?: string
  /** Below it: masked phone, last visit, address. */
  readonly detail?: string
  /** Why it cannot be chosen; it is shown with `–` instead of a number. */
  readonly blocked?: string
}

/**
 * Which result a digit chooses. Alone only where digits are not part of what is searched for; with Alt always, as
 * the last digits of a phone are typed into the same box.
 */
export function digitChoice(event: KeyboardEvent, query: string, count: number): number | undefined {
  const digit =
    /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? (/^[1-9]$/.test(event.key) ? event.key : undefined)
  if (digit === undefined || event.ctrlKey || event.metaKey) return undefined
  if (!event.altKey && (query.trim() === '' || /\d/.test(query))) return undefined
  const index = Number(digit) - 1
  return index < count ? index : undefined
}
