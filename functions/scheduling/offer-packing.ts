import { weekdayOf } from '#shared/kernel/calendar.ts'
import {
  type ClinicKind,
  type HalfDay,
  type Offer,
  type OfferPlan,
  offerIdOf,
} from '#shared/scheduling/index.ts'

/** Of one letter each, because who can come asks for dozens of offers and is paid for by the kilobyte. */
const kindLetters = { general: 'g', child: 'c', 'old-age': 'o', sleep: 's', 'follow-up': 'f' } as const
const kindsByLetter = Object.fromEntries(
  Object.entries(kindLetters).map(([kind, letter]) => [letter, kind as ClinicKind]),
)
export const packKinds = (kinds: readonly ClinicKind[]): string =>
  kinds.map((kind) => kindLetters[kind]).join('')
export const unpackKinds = (letters: string): ClinicKind[] =>
  [...letters].flatMap((letter) => kindsByLetter[letter] ?? [])

/** An offer's terms and whose it is, in the order of `packOffer`; `-` for what it leaves open. */
export type PackedOffer = readonly (string | number)[]

const place = (where: OfferPlan['where']): string => {
  if (where.type === 'district') return '*'
  return where.type === 'areas' ? `a ${where.areaCodes.join(' ')}` : `s ${where.siteIds.join(' ')}`
}

function placeFrom(text: string): OfferPlan['where'] {
  const [type, ...names] = text.split(' ')
  if (type === 'a') return { type: 'areas', areaCodes: names }
  return type === 's' ? { type: 'sites', siteIds: names } : { type: 'district' }
}

export const packOffer = (offer: Offer): PackedOffer => [
  offer.on.type === 'weekly' ? offer.on.everyWeeks : 0,
  offer.time.start,
  offer.time.end,
  packKinds(offer.kinds),
  place(offer.where),
  offer.mode === 'book' ? 'b' : 'a',
  offer.noticeDays,
  offer.sitesAWeek ?? '-',
  offer.visitsAWeek ?? '-',
  offer.validFrom,
  offer.validTo ?? '-',
  offer.name,
  offer.title,
  offer.initials,
  offer.organisationId,
  offer.organisationName,
  offer.words ?? '-',
]

interface OfferItem {
  readonly list: string
  readonly on: string
  readonly practitionerId: string
  readonly suffix: string
  readonly version: number
  readonly facts: PackedOffer
}

const given = <Name extends string, Value>(
  name: Name,
  value: string | number | undefined,
): { [K in Name]?: Value } =>
  (value === '-' || value === undefined ? {} : { [name]: value }) as { [K in Name]?: Value }

/** Where an offer is kept: the list of its weekday and half-day (`w3.m`), and within it weekly (`w`) or its day. */
export const offerPlaceOf = (on: OfferPlan['on'], half: HalfDay): { list: string; on: string } => {
  const weekday = on.type === 'weekly' ? on.weekday : weekdayOf(on.date)
  return { list: `w${weekday}.${half === 'morning' ? 'm' : 'a'}`, on: on.type === 'weekly' ? 'w' : on.date }
}

export function offerFrom({ list, on, practitionerId, suffix, version, facts }: OfferItem): Offer {
  const [every, start, end, kinds, where, mode, noticeDays, sites, visits, from, to, ...who] = facts
  const [name, title, initials, organisationId, organisationName, words] = who
  const halfDay = list.endsWith('m') ? 'morning' : 'afternoon'
  const weekly = on === 'w'
  return {
    offerId: offerIdOf(weekly ? list.slice(0, 2) : on, halfDay, suffix),
    practitionerId,
    version,
    half: halfDay,
    on: weekly
      ? { type: 'weekly', weekday: Number(list[1]), everyWeeks: every as 1 | 2 | 4 }
      : { type: 'date', date: on },
    time: { start: Number(start), end: Number(end) },
    kinds: unpackKinds(String(kinds)),
    where: placeFrom(String(where)),
    mode: mode === 'b' ? 'book' : 'ask',
    noticeDays: Number(noticeDays),
    validFrom: String(from),
    name: String(name),
    title: String(title),
    initials: String(initials),
    organisationId: String(organisationId),
    organisationName: String(organisationName),
    ...given<'sitesAWeek', number>('sitesAWeek', sites),
    ...given<'visitsAWeek', number>('visitsAWeek', visits),
    ...given<'validTo', string>('validTo', to),
    ...given<'words', string>('words', words),
  }
}
