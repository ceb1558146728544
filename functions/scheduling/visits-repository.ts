import { listItems } from '#functions/platform/list-items.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import { put, type Table, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import { adding, versioned } from '#functions/platform/versioned.ts'
import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import {
  type HalfDay,
  type Offer,
  parseOfferId,
  parseSessionId,
  sessionIdOf,
  type Visit,
} from '#shared/scheduling/index.ts'
import { schedulingEntities } from './entities.ts'
import { offerFrom, offerPlaceOf, packOffer } from './offer-packing.ts'
import type { Reading } from './reading-repository.ts'
import type { StoredSlot } from './records.ts'
import { type Profile, type VisitFacts, visitsEntities } from './visits-entities.ts'

const whole = { pages: 'all' } as const
/** Of the key that an offer's id carries. */
const placeOf = ({ list, half }: { readonly list: string; readonly half: HalfDay }) => {
  const weekly = list.startsWith('w')
  const on = weekly
    ? { type: 'weekly' as const, weekday: Number(list.slice(1)), everyWeeks: 1 as const }
    : { type: 'date' as const, date: list }
  return offerPlaceOf(on, half)
}

interface VisitItem {
  readonly siteId: string
  readonly date: string
  readonly suffix: string
  readonly practitionerId: string
  readonly version: number
  readonly facts: VisitFacts
}
const visitFrom = (item: VisitItem): Visit => ({
  ...item.facts,
  visitId: sessionIdOf(item),
  siteId: item.siteId,
  practitionerId: item.practitionerId,
  version: item.version,
})

export function visitsReader(table: Table) {
  const { offers, visits, profiles, dismissals } = visitsEntities(table)
  const form = storedForm(offers)
  return {
    async findProfile(practitionerId: string): Promise<Profile | undefined> {
      return (await profiles.get({ practitionerId }).go()).data?.facts
    },

    async findOffer(practitionerId: string, offerId: string): Promise<Offer | undefined> {
      const key = parseOfferId(offerId)
      if (!key) return undefined
      const at = { ...placeOf(key), practitionerId, suffix: key.suffix }
      const { data } = await offers.get(at).go({ consistent: true })
      return data ? offerFrom(data) : undefined
    },
    /** By the index: a moment late. */
    async listOffersOf(practitionerId: string): Promise<Offer[]> {
      const { data } = await offers.query.byPractitioner({ practitionerId }).go(whole)
      return data.map(offerFrom)
    },
    /** What everybody offers for a half-day of a date: of the date itself, and weekly; 89 people's are 1 RCU. */
    async listOffersFor(date: IsoDate, half: HalfDay): Promise<Offer[]> {
      const { list } = offerPlaceOf({ type: 'date', date }, half)
      const read = (item: Readonly<Record<string, unknown>>) => {
        const found = form.read(item)
        return found && (found.on === 'w' || found.on === date) ? offerFrom(found) : undefined
      }
      return listItems(table, { pk: `$scheduling#offers#${list}`, from: date, read })
    },

    async findVisit(visitId: string, { fresh = false }: Reading = {}): Promise<Visit | undefined> {
      const key = parseSessionId(visitId)
      const { data } = key ? await visits.get({ ...key }).go({ consistent: fresh }) : { data: null }
      return data ? visitFrom(data) : undefined
    },
    /** Asked for from `from` to `to`, both included. */
    async listVisitsAt(
      siteId: string,
      from: IsoDate,
      to: IsoDate,
      { fresh = false }: Reading = {},
    ): Promise<Visit[]> {
      const days = [{ date: from }, { date: addDays(to, 1) }] as const
      const { data } = await visits.query
        .primary({ siteId })
        .between(...days)
        .go({ ...whole, consistent: fresh })
      return data.map(visitFrom)
    },
    /** Of one practitioner by the day that each stands for now; by the index: a moment late. */
    async listVisitsOf(practitionerId: string, from: IsoDate, to: IsoDate): Promise<Visit[]> {
      const days = [{ day: from }, { day: addDays(to, 1) }] as const
      const { data } = await visits.query
        .byPractitioner({ practitionerId })
        .between(...days)
        .go(whole)
      return data.map(visitFrom)
    },

    /** Ids of proposals for days from `from` on that were set aside. */
    async listDismissed(from: IsoDate): Promise<Set<string>> {
      const { data } = await dismissals.query.primary({ list: 'all' }).gte({ date: from }).go(whole)
      return new Set(data.map(({ proposalId }) => proposalId))
    },
  }
}

export function visitsChanges(table: Table) {
  const slots = versioned(schedulingEntities(table).slots)
  const { dismissals, ...entities } = visitsEntities(table)
  const offers = versioned(entities.offers)
  const visits = versioned(entities.visits)
  const dismissal = adding(dismissals)
  const keyOfOffer = ({ offerId, practitionerId, on, half }: Offer) => ({
    ...offerPlaceOf(on, half),
    practitionerId,
    suffix: parseOfferId(offerId)?.suffix ?? '',
  })
  return {
    offer: (offer: Offer): WriteItem =>
      offers.put({ ...keyOfOffer(offer), version: offer.version, facts: packOffer(offer) }),
    /** A number that nobody holds goes with its session, if it still is as it was read. */
    withoutSlot: ({ key, version }: StoredSlot): WriteItem => slots.remove({ ...key, version }),
    withoutOffer: (offer: Offer): WriteItem =>
      offers.remove({ ...keyOfOffer(offer), version: offer.version }),
    visit: ({ visitId, siteId, practitionerId, version, became: _, ...facts }: Visit): WriteItem => {
      const { date, suffix } = parseSessionId(visitId) ?? { date: '', suffix: '' }
      const day = facts.state === 'countered' ? (facts.counter?.date ?? facts.plan.date) : facts.plan.date
      return visits.put({ siteId, date, suffix, practitionerId, day, version, facts })
    },
    dismissal: (proposalId: string, date: IsoDate, reason: string, words?: string): WriteItem =>
      dismissal({ list: 'all', date, proposalId, reason, ...(words ? { words } : {}) }),
  }
}

/** Sites at which there is no term any more, by the version that says so. */
interface Left {
  readonly siteIds: readonly string[]
  readonly version: number
}

const notIn = (known: readonly string[], siteIds: readonly string[]): string[] =>
  known.filter((siteId) => !siteIds.includes(siteId))

/**
 * Keeps what the register tells of a practitioner; the older telling never overwrites. Answers with the sites at which
 * they had a term before and have none any more. Told late, it is about sites that a newer telling may not know at all.
 */
export async function keepProfile(table: Table, told: Profile, version: number): Promise<Left> {
  const { profiles } = visitsEntities(table)
  const { practitionerId } = told
  const known = (await profiles.get({ practitionerId }).go({ consistent: true })).data
  if (known && known.version > version)
    return { siteIds: notIn(told.siteIds, known.facts.siteIds), version: known.version }
  const left = notIn(known?.facts.siteIds ?? [], told.siteIds)
  if (known?.version === version) return { siteIds: left, version }
  const facts = { ...told, siteIds: [...told.siteIds, ...left] }
  const kept = profiles
    .put({ practitionerId, version, facts })
    .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`)
  const { committed } = await writeTogether(table, [put(kept)])
  return committed ? { siteIds: left, version } : keepProfile(table, told, version)
}
