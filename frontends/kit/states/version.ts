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
