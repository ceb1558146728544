import type { Offer } from '#shared/scheduling/index.ts'
import { offerTerms } from '#shared/scheduling/offers.ts'
import { wangjing } from '#test/scheduling/support.ts'
import { offerPlan } from '#test/scheduling/visits-support.ts'
import { type Acts, type Asking, api, pick } from './asking.ts'
import { doctors } from './crowd.ts'
import type { World } from './world.ts'

const pathOf = (practitionerId: string): string => `${api}/practitioners/${practitionerId}/offers`
const offersOf = ({ mirror }: World, practitionerId: string): Offer[] =>
  [...mirror.offers.values()].filter((one) => one.practitionerId === practitionerId)

const termsOf = (offer: Offer) => {
  const names = Object.keys(offerTerms.shape)
  return Object.fromEntries(Object.entries(offer).filter(([name]) => names.includes(name)))
}

/** As the offer stands now, but for what is changed. */
const changing = (world: World, offer: Offer, changed: Partial<Offer>): Asking => {
  const terms = { ...termsOf(offer), ...changed }
  const path = `${pathOf(offer.practitionerId)}/${offer.offerId}`
  return {
    send: () => world.as(offer.practitionerId).put(path, { version: offer.version, terms }),
    acts: ['offer-changed'],
    aggregate: () => offer.offerId,
  }
}

/** The terms that it began with, whatever it has become. */
export const restoring = (world: World, begun: Offer, now: Offer): Asking =>
  changing(world, { ...begun, version: now.version }, {})

/** What psychiatrists offer. */
export const offerActs = {
  offer(world, { who, what, how }, key) {
    const practitionerId = pick(doctors, who) ?? ''
    const half = how % 2 === 0 ? ('morning' as const) : ('afternoon' as const)
    const plan = offerPlan({
      ...{ on: { type: 'date', date: world.day(what) }, half, mode: how % 3 === 0 ? 'ask' : 'book' },
      time: half === 'morning' ? { start: 480, end: 720 } : { start: 780, end: 1020 },
      where: what % 2 === 0 ? { type: 'district' } : { type: 'sites', siteIds: [wangjing] },
    })
    return {
      send: () => world.as(practitionerId).post(pathOf(practitionerId), plan, key),
      acts: ['offer-added'],
    }
  },
  reword(world, { who, what, how }) {
    const offer = pick(offersOf(world, pick(doctors, who) ?? ''), what)
    const changes: readonly Partial<Offer>[] = [
      { mode: offer?.mode === 'ask' ? 'book' : 'ask' },
      { where: { type: 'sites', siteIds: [wangjing] } },
      { visitsAWeek: 1 + (what % 3) },
      { validTo: world.day(what) },
      { noticeDays: 2 },
    ]
    return offer && changing(world, offer, pick(changes, how) ?? {})
  },
  endOffer(world, { who, what, how }) {
    const single = offersOf(world, pick(doctors, who) ?? '').filter(({ on }) => on.type === 'date')
    const offer = pick(single, what)
    if (!offer) return undefined
    const path = `${pathOf(offer.practitionerId)}/${offer.offerId}/end`
    const body = { version: offer.version, lastDay: world.day(how) }
    return {
      send: () => world.as(offer.practitionerId).send('POST', path, body),
      acts: ['offer-ended'],
      aggregate: () => offer.offerId,
    }
  },
} satisfies Acts
