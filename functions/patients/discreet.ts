import type { Notice } from '#shared/patients/index.ts'
import indiscreet from './indiscreet.json' with { type: 'json' }

/** Would this text tell who reads over a shoulder what somebody is treated for? */
export const isIndiscreet = (text: string): boolean => {
  const lower = text.toLowerCase()
  return indiscreet.some((word) => lower.includes(word))
}

/** A path of our own pages: nothing else becomes a link. */
const isOurPath = (value: unknown): boolean =>
  typeof value === 'string' && /^\/(?!\/)[\w\-./?=&#%]*$/.test(value)

/** What a text may be filled with: a place whose name tells too much becomes `place`, anything else is left out. */
export function discreet(facts: Notice['facts'], place: string): Notice['facts'] {
  const kept = Object.entries(facts).flatMap(([name, value]) => {
    if (name === 'url') return isOurPath(value) ? [[name, value] as const] : []
    if (!isIndiscreet(String(value))) return [[name, value] as const]
    return name === 'siteName' || name === 'fromSiteName' ? [[name, place] as const] : []
  })
  return Object.fromEntries(kept)
}
