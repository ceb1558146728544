import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type Offer, offerFault, offerIdOf, offerListOf } from '#shared/scheduling/index.ts'
import type { Desk, Handler, SchedulingHandlers } from './desk.ts'
import { aboutOffers } from './visit-policy.ts'

type Asking =
  | Parameters<SchedulingHandlers['listOffers']>[0]
  | Parameters<SchedulingHandlers['createOffer']>[0]

/** Whose offers they are; whoever may not is told that there is nothing. */
async function profileFor({ repository }: Desk, request: Pick<Asking, 'params' | 'require'>, action: string) {
  const { practitionerId } = request.params
  const profile = await repository.findProfile(practitionerId)
  request.require(action, 'Offer', aboutOffers(practitionerId, profile))
  return profile
}

const factsOf = ({ offerId, practitionerId, on, half, time, version }: Offer) => ({
  ...{ offerId, practitionerId, on, half, time, version },
})

const isOver = ({ on, validTo }: Offer, today: string): boolean =>
  (on.type === 'date' && on.date < today) || (validTo !== undefined && validTo < today)

const dayOf = ({ on, half }: Offer): string =>
  `${on.type === 'date' ? 8 : on.weekday} ${offerListOf(on)} ${half === 'morning' ? 0 : 1}`

const listOffers: Handler<'listOffers'> = (desk) => async (request) => {
  const profile = await profileFor(desk, request, 'read')
  if (!profile) return refuse('practitioner-unknown')
  const offers = await desk.repository.listOffersOf(profile.practitionerId)
  const standing = offers.filter((one) => !isOver(one, dateAt(request.now)))
  return accept({ offers: standing.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1)) })
}

const createOffer: Handler<'createOffer'> = (desk) => async (request) => {
  const { body, createdId, now } = request
  const profile = await profileFor(desk, request, 'change')
  if (!profile) return refuse('practitioner-unknown')
  const fault = offerFault(body, desk.settings)
  if (fault) return refuse('plan-invalid', { fault })
  if (body.on.type === 'date' && body.on.date < dateAt(now)) return refuse('date-past')
  const { practitionerId, name, title, initials, organisationId, organisationName } = profile
  const offerId = offerIdOf(offerListOf(body.on), body.half, createdId.slice(0, 6))
  const who = { practitionerId, name, title, initials, organisationId, organisationName }
  const offer: Offer = { ...body, ...who, offerId, version: 1 }
  const act = {
    act: 'offer-added',
    aggregateId: createdId,
    bodyId: organisationId,
    data: factsOf(offer),
    answer: offer,
  }
  const { changed, save } = desk.repository
  const written = await save([changed.offer(offer)], request.entry(act))
  return written === 'saved' ? accept(offer) : refuse('offer-exists')
}

const changeOffer: Handler<'changeOffer'> = (desk) => async (request) => {
  const { params, body } = request
  const profile = await profileFor(desk, request, 'change')
  const known = await desk.repository.findOffer(params.practitionerId, params.offerId)
  if (!known) return refuse('offer-unknown')
  if (known.version !== body.version) return refuse('stale-version', { version: known.version })
  const { validTo: _, sitesAWeek: __, visitsAWeek: ___, words: ____, ...standing } = known
  const offer: Offer = { ...standing, ...body.terms, version: known.version + 1 }
  const fault = offerFault(offer, desk.settings)
  if (fault) return refuse('plan-invalid', { fault })
  const act = {
    act: 'offer-changed',
    aggregateId: offer.offerId,
    bodyId: profile?.organisationId,
    data: factsOf(offer),
  }
  const { changed, save } = desk.repository
  const written = await save([changed.offer(offer)], request.entry(act))
  return written === 'saved' ? accept(offer) : refuse('stale-version')
}

/** One that has no day any more is taken off the list; another one ends with its last day. */
const endOffer: Handler<'endOffer'> = (desk) => async (request) => {
  const { params, body, now } = request
  const profile = await profileFor(desk, request, 'change')
  const known = await desk.repository.findOffer(params.practitionerId, params.offerId)
  if (!known) return refuse('offer-unknown')
  if (known.version !== body.version) return refuse('stale-version', { version: known.version })
  const { changed, save } = desk.repository
  const yesterday = addDays(dateAt(now), -1)
  const lastDay = [body.lastDay, yesterday].sort().at(-1) ?? yesterday
  const over = lastDay < known.validFrom || known.on.type === 'date' || lastDay === yesterday
  const ended: Offer = { ...known, validTo: lastDay, version: known.version + 1 }
  const act = {
    act: 'offer-ended',
    aggregateId: known.offerId,
    bodyId: profile?.organisationId,
    data: factsOf(ended),
  }
  const written = await save([over ? changed.withoutOffer(known) : changed.offer(ended)], request.entry(act))
  return written === 'saved' ? accept({ offerId: known.offerId, lastDay }) : refuse('stale-version')
}

/** 出诊意愿 */
export const offerRoutes = (desk: Desk) => ({
  listOffers: listOffers(desk),
  createOffer: createOffer(desk),
  changeOffer: changeOffer(desk),
  endOffer: endOffer(desk),
})
