import { lastDayOf, type Practice } from '#shared/practitioners/index.ts'

type Stored = Omit<Practice, 'stage' | 'spans' | 'endsBy'> &
  Partial<Pick<Practice, 'stage' | 'spans' | 'endsBy'>>

/** Practices entered before filings had stages: each was filed, and its term was all that bounded it. */
export const asFiled = (stored: Stored): Practice => {
  const to = lastDayOf(stored)
  return {
    ...stored,
    stage: stored.stage ?? 'filed',
    spans: stored.spans ?? (stored.from <= to ? [{ from: stored.from, to }] : []),
    endsBy: stored.endsBy ?? 'filing',
  }
}
