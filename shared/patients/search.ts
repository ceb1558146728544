import { tidyPhone } from './phone.ts'

/** How a search text can be understood. */
export const searchKinds = ['all', 'name', 'initials', 'phone-tail', 'phone', 'id-number'] as const
export type SearchKind = (typeof searchKinds)[number]

/** What a desk typed, understood; undefined where it is too little to look for. */
export interface Search {
  readonly kind: SearchKind
  readonly term: string
}

/** Four digits are the end of a phone, ten to twelve a phone, eighteen an ID number; letters are pinyin initials. */
export function understoodSearch(text: string): Search | undefined {
  const tidy = text.normalize('NFC').trim()
  if (tidy === '') return { kind: 'all', term: '' }
  const compact = tidyPhone(tidy).toUpperCase()
  if (/^\d{17}[\dX]$/.test(compact)) return { kind: 'id-number', term: compact }
  if (/^\d{10,12}$/.test(compact)) return { kind: 'phone', term: compact }
  if (/^\d{4}$/.test(compact)) return { kind: 'phone-tail', term: compact }
  if (/^[\d*+-]/.test(compact)) return undefined
  if (/^[a-z]+$/i.test(tidy)) return { kind: 'initials', term: tidy.toLowerCase() }
  return { kind: 'name', term: tidy.replaceAll(/[•・‧∙．]/g, '·') }
}
