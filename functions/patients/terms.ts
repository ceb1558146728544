import { personInitials } from '#functions/platform/initials.ts'
import { hitOf, type PatientRecord } from './record.ts'

export const termKinds = ['name', 'given', 'initials', 'given-initials', 'phone-tail'] as const
export type TermKind = (typeof termKinds)[number]

/**
 * The part by which people who know somebody look for them: of 王桂兰 桂兰, of 欧阳景行 景行, of 阿依古丽·买买提江 买买提江.
 * Undefined where that is nothing or the whole.
 */
export function givenName(name: string): string | undefined {
  const parts = name.split('·')
  if (parts.length > 1) return parts.at(-1)
  const characters = [...name]
  if (characters.length < 2) return undefined
  return characters.slice(characters.length > 3 ? -2 : 1).join('')
}

/** The words that lead to the record at each of its sites; all of a person are told apart by kind and term. */
export function termsOf(record: PatientRecord): { siteId: string; kind: TermKind; term: string }[] {
  const { name } = record.details
  const { initials, phoneTail } = hitOf(record)
  const given = givenName(name)
  const words: readonly (readonly [TermKind, string | undefined])[] = [
    ['name', name],
    ['given', given],
    ['initials', initials],
    ['given-initials', given && personInitials(given)],
    ['phone-tail', phoneTail],
  ]
  return record.siteIds.flatMap((siteId) =>
    words.flatMap(([kind, term]) => (term ? [{ siteId, kind, term }] : [])),
  )
}

export const termOf = (record: PatientRecord, kind: TermKind): string | undefined =>
  termsOf(record).find((one) => one.kind === kind)?.term
