/** How sure the source of a value is. `recalled` and `estimate` values are to be confirmed before use elsewhere. */
export const certainties = ['verified', 'recalled', 'estimate'] as const
export type Certainty = (typeof certainties)[number]

/** Both are allowed themselves. */
export type Limits = readonly [least: number, most: number]

/** Policy is data: one value that an alliance may set otherwise, with what it is for and where it comes from. */
export interface Setting<Value> {
  readonly value: Value
  /** Between which a number, or each of several, may be set. */
  readonly limits?: Limits
  readonly description: string
  /** A statute article, a norm, a seed's line, or who has set it. */
  readonly source: string
  readonly certainty: Certainty
  /** Since when the value holds here. */
  readonly asOf: string
}

type Settings = Readonly<Record<string, Setting<unknown>>>
export type ValuesOf<All extends Settings> = { readonly [K in keyof All]: All[K]['value'] }

/** What holds where the alliance has set nothing else. */
export const valuesOf = <All extends Settings>(all: All): ValuesOf<All> =>
  Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value])) as ValuesOf<All>

/** Numbers of one source, each as a line: its value, between which limits, and what it is for. */
export const numbersOf =
  (source: string, certainty: Certainty, asOf: string) =>
  (value: number, limits: Limits, description: string): Setting<number> => ({
    ...{ value, limits, description },
    ...{ source, certainty, asOf },
  })
