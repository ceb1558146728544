import * as z from 'zod'
import { daysBetween, type IsoDate, isoDate, mondayOf, weekdayOf } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { contains, interval } from '#shared/kernel/interval.ts'
import { clinicKind, type HalfDay, halfDay } from './model.ts'

/** When a psychiatrist offers to come: a half-day of each week, or of one day. */
const offerDay = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('weekly'),
    /** ISO 8601: 1 Monday – 7 Sunday. */
    weekday: z.int().min(1).max(7),
    /** 1 every week, 2 every other, counted from `validFrom`'s week. */
    everyWeeks: z.union([z.literal(1), z.literal(2), z.literal(4)]),
  }),
  z.strictObject({ type: z.literal('date'), date: isoDate }),
])

/** Where to: anywhere in the district, sub-districts by code, or sites by name. */
const offerPlace = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('district') }),
  z.strictObject({
    type: z.literal('areas'),
    areaCodes: z
      .array(z.string().regex(/^\d{6,12}$/))
      .min(1)
      .max(43),
  }),
  z.strictObject({ type: z.literal('sites'), siteIds: z.array(id).min(1).max(60) }),
])

const terms = {
  /** Within it visits fit; a visit may be shorter. */
  time: interval,
  kinds: z.array(clinicKind).min(1).max(5),
  where: offerPlace,
  /** `book`: a clinic takes the half-day at once. `ask`: the psychiatrist answers first. */
  mode: z.enum(['book', 'ask']),
  /** Whole days before the visit by which a clinic can take it at once; later it has to ask. */
  noticeDays: z.int().min(0).max(60),
  /** Most different sites of one week, Monday to Sunday. */
  sitesAWeek: z.int().min(1).max(14).optional(),
  /** Most visits of one week. */
  visitsAWeek: z.int().min(1).max(14).optional(),
  validFrom: isoDate,
  validTo: isoDate.optional(),
  words: z.string().trim().max(100).optional(),
}

export const offerTerms = z.strictObject(terms)
export const offerPlan = z.strictObject({ ...terms, on: offerDay, half: halfDay })
export type OfferPlan = z.infer<typeof offerPlan>

/** 出诊意愿: a half-day on which a psychiatrist is willing to come out. */
export const offer = z.object({
  ...offerPlan.shape,
  /** `<weekday or date>.<half>.<suffix>`: carries its own key with the practitioner's id. */
  offerId: id,
  practitionerId: id,
  name: z.string(),
  title: z.string(),
  initials: z.string(),
  /** Their main body: the hospital may speak for them. */
  organisationId: id,
  organisationName: z.string(),
  version: z.int(),
})
export type Offer = z.infer<typeof offer>
export type OfferMode = Offer['mode']

type Days = Pick<OfferPlan, 'on' | 'validFrom' | 'validTo'>

/** Does the offer hold on that day? */
export function offeredOn({ on, validFrom, validTo }: Days, date: IsoDate): boolean {
  if (date < validFrom || (validTo !== undefined && date > validTo)) return false
  if (on.type === 'date') return on.date === date
  if (on.weekday !== weekdayOf(date)) return false
  if (on.everyWeeks === 1) return true
  return (daysBetween(mondayOf(validFrom), mondayOf(date)) / 7) % on.everyWeeks === 0
}

/** Does it reach this site? */
export function offeredAt(
  { where }: Pick<OfferPlan, 'where'>,
  site: { readonly siteId: string; readonly areaCode: string },
): boolean {
  if (where.type === 'district') return true
  return where.type === 'areas'
    ? where.areaCodes.includes(site.areaCode)
    : where.siteIds.includes(site.siteId)
}

export type OfferFault = 'half-mismatch' | 'ends-before-it-begins' | 'outside-day'

/** What of a plan contradicts itself; undefined where nothing does. */
export function offerFault(
  plan: Pick<OfferPlan, 'time' | 'half' | 'validFrom' | 'validTo'>,
  { dayStart, dayEnd, noon }: { readonly dayStart: number; readonly dayEnd: number; readonly noon: number },
): OfferFault | undefined {
  const { time, half, validFrom, validTo } = plan
  if (validTo !== undefined && validTo < validFrom) return 'ends-before-it-begins'
  if (!contains({ start: dayStart, end: dayEnd }, time)) return 'outside-day'
  return (time.start < noon ? 'morning' : 'afternoon') === half ? undefined : 'half-mismatch'
}

const halves: Readonly<Record<HalfDay, string>> = { morning: 'm', afternoon: 'a' }

/** Of which list an offer is a line: `w3`, or the day. */
export const offerListOf = (on: OfferPlan['on']): string =>
  on.type === 'weekly' ? `w${on.weekday}` : on.date

export const offerIdOf = (list: string, half: HalfDay, suffix: string): string =>
  `${list}.${halves[half]}.${suffix}`

/** Undefined where the text cannot be an offer's id. */
export function parseOfferId(
  offerId: string,
): { readonly list: string; readonly half: HalfDay; readonly suffix: string } | undefined {
  const [, list, half, suffix] = /^(w[1-7]|\d{4}-\d{2}-\d{2})\.([ma])\.([0-9a-z]+)$/.exec(offerId) ?? []
  if (!list || !suffix) return undefined
  return { list, half: half === 'm' ? 'morning' : 'afternoon', suffix }
}
