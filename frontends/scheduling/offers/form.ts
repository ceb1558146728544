import type { IsoDate } from '#shared/kernel/calendar.ts'
import {
  type HalfDay,
  halfDayOf,
  type Offer,
  type OfferPlan,
  offerPlan,
  usualTime,
} from '#shared/scheduling/index.ts'
import { type Faults, faultsOf } from '../plans/form.ts'

/** An offer while it is written. */
export interface OfferForm {
  as: 'weekly' | 'date'
  weekday: number
  everyWeeks: 1 | 2 | 4
  date: IsoDate | undefined
  half: HalfDay
  start: number | undefined
  end: number | undefined
  kinds: OfferPlan['kinds']
  where: 'district' | 'areas' | 'sites'
  areaCodes: string[]
  siteIds: string[]
  mode: 'book' | 'ask'
  noticeDays: number | undefined
  sitesAWeek: number | undefined
  visitsAWeek: number | undefined
  validFrom: IsoDate | undefined
  validTo: IsoDate | undefined
  words: string
}

/** Two days of notice, the whole district, asked first: what commits least. */
export const blankOffer = (today: IsoDate): OfferForm => ({
  as: 'weekly',
  weekday: 3,
  everyWeeks: 1,
  date: undefined,
  half: 'afternoon',
  ...usualTime('afternoon'),
  kinds: ['general'],
  where: 'district',
  areaCodes: [],
  siteIds: [],
  mode: 'ask',
  noticeDays: 2,
  sitesAWeek: undefined,
  visitsAWeek: 1,
  validFrom: today,
  validTo: undefined,
  words: '',
})

export const offerFormOf = ({ on, where, time, ...offer }: Offer, today: IsoDate): OfferForm => ({
  ...blankOffer(today),
  as: on.type,
  ...(on.type === 'weekly' ? { weekday: on.weekday, everyWeeks: on.everyWeeks } : { date: on.date }),
  half: offer.half,
  ...time,
  kinds: [...offer.kinds],
  where: where.type,
  areaCodes: where.type === 'areas' ? [...where.areaCodes] : [],
  siteIds: where.type === 'sites' ? [...where.siteIds] : [],
  mode: offer.mode,
  noticeDays: offer.noticeDays,
  sitesAWeek: offer.sitesAWeek,
  visitsAWeek: offer.visitsAWeek,
  validFrom: offer.validFrom,
  validTo: offer.validTo,
  words: offer.words ?? '',
})

function whereOf({ where, areaCodes, siteIds }: OfferForm): unknown {
  if (where === 'areas') return { type: where, areaCodes }
  return where === 'sites' ? { type: where, siteIds } : { type: where }
}

const given = (name: string, value: unknown): Record<string, unknown> =>
  value === undefined || value === '' ? {} : { [name]: value }

export type OfferVerdict = { readonly plan: OfferPlan } | { readonly faults: Faults; readonly fault?: string }

/** The offer as the contract wants it, or the fields that are missing. A single day is valid on that day. */
export function checkedOffer(form: OfferForm): OfferVerdict {
  const single = form.as === 'date'
  const parsed = offerPlan.safeParse({
    on: single
      ? { type: 'date', date: form.date }
      : { type: 'weekly', weekday: form.weekday, everyWeeks: form.everyWeeks },
    half: form.half,
    time: { start: form.start, end: form.end },
    kinds: form.kinds,
    where: whereOf(form),
    mode: form.mode,
    noticeDays: form.noticeDays,
    validFrom: single ? form.date : form.validFrom,
    ...given('sitesAWeek', form.sitesAWeek),
    ...given('visitsAWeek', form.visitsAWeek),
    ...given('validTo', single ? form.date : form.validTo),
    ...given('words', form.words.trim()),
  })
  if (!parsed.success) return { faults: faultsOf(parsed.error.issues) }
  const { validFrom, validTo, half, time } = parsed.data
  if (validTo && validTo < validFrom) return { faults: { validTo: true }, fault: 'ends-before-it-begins' }
  return halfDayOf(time) === half ? { plan: parsed.data } : { faults: {}, fault: 'half-mismatch' }
}
