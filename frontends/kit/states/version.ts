/** One field that two people changed. */
export interface Version {
  readonly label: string
  readonly mine: string
  readonly theirs: string
  /** What it was before both of them changed it; what differs from it is marked. */
  readonly before?: string
}

/** Two who wrote at once: what is said of it, and both versions. */
export interface Clash {
  readonly title: string
  readonly fields: readonly Version[]
  readonly who?: string | undefined
  readonly when?: string | undefined
  /** Words for keeping both; where they can be kept together. */
  readonly merged?: string | undefined
}

type Words = Readonly<Record<string, string>>

/** The three versions of a form, field by field, each already in words. */
export const versionsOf = (
  label: (name: string) => string,
  { mine, theirs, before }: { readonly mine: Words; readonly theirs: Words; readonly before: Words },
): Version[] =>
  Object.keys(mine).map((name) => ({
    label: label(name),
    mine: mine[name] ?? '',
    theirs: theirs[name] ?? '',
    before: before[name] ?? '',
  }))

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Both changes in one form: mine where I changed it, theirs elsewhere. Undefined where both changed the same
 * member, or I none. */
export function mergedOf<Form extends object>(mine: Form, theirs: Form, before: Form): Form | undefined {
  const names = Object.keys(before) as (keyof Form)[]
  const ofMine = names.filter((name) => !same(mine[name], before[name]))
  const clashing = ofMine.some((name) => !same(theirs[name], before[name]) && !same(theirs[name], mine[name]))
  if (clashing || ofMine.length === 0) return undefined
  return { ...theirs, ...Object.fromEntries(ofMine.map((name) => [name, mine[name]])) }
}
