import { mayDo } from '#shared/access/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decideTaking,
  liveOffer,
  parseSlotId,
  stepped,
  type WaitOffer,
  waitHolder,
} from '#shared/scheduling/index.ts'
import { appointmentNotice } from './appointment-notices.ts'
import { actOf, findPlace, guardVersion, take } from './appointment-parts.ts'
import { bookedBefore } from './book-route.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { packGuard } from './guard-packing.ts'
import { basisOf, bookerOf } from './policy.ts'
import { appointmentOf, guardOf } from './views.ts'
import { lapseOf } from './waiting-parts.ts'
import type { StoredWait } from './waiting-repository.ts'

type Accepting = Parameters<SchedulingHandlers['acceptOffer']>[0]

async function book(desk: Desk, request: Accepting, wait: StoredWait, offer: WaitOffer) {
  const { now, createdId, actor } = request
  const { patientId, waitId, visit, card } = wait
  const key = parseSlotId(offer.slotId)
  const { repository, due } = desk
  const place = key && (await findPlace(desk, key, { fresh: true }))
  if (!key || !place) return refuse('offer-over')
  const appointments = await repository.listDay(patientId, key.date, { fresh: true })
  const by = bookerOf(actor, place.session, patientId)
  const facts = { date: key.date, slot: place.slot, appointmentId: createdId, by, appointments }
  const decision = decideTaking({ ...facts, holders: [waitHolder(waitId)] }, now)
  if (!decision.ok) return decision
  const who = basisOf(actor, patientId)
  const step = {
    at: now,
    step: 'accepted',
    by: who === 'service' ? 'staff' : who,
    slotId: offer.slotId,
  } as const
  const next = stepped(wait, 'accept', step)
  if (!next.ok) return refuse('offer-over')
  const held = { appointmentId: createdId, patientId, card, visit, bookedAt: now }
  const version = guardVersion(appointments, place) + 1
  const guard = guardOf(place.session, place.slot, { ...held, sequence: 0, version })
  const { changed, save } = repository
  const items = [
    changed.slot(take(place, held)),
    changed.guard(guard),
    changed.wait({ ...next.value, card }),
    due.drop(lapseOf(wait, offer)),
  ]
  const data = { slotId: guard.slotId, waitId, notices: appointmentNotice('booked', guard) }
  const entry = request.entry(actOf(request, 'appointment-booked', guard, { data, answer: packGuard(guard) }))
  const written = await save(items, entry)
  if (written === 'replayed') return refuse('offer-over')
  return written === 'saved' ? accept(appointmentOf(guard)) : undefined
}

/**
 * 要这个号: on the conditions of a booking, with the place in the list in the same write: 12 WCU. The moment the time is
 * up the offer is over, whether anybody has taken it back by then or not.
 */
export const acceptOffer: Handler<'acceptOffer'> = (desk) => async (request) => {
  const outcome = await accepted(desk, request)
  return outcome.ok ? outcome : ((await bookedBefore(desk, request, request.params.patientId)) ?? outcome)
}

const accepted = (desk: Desk, request: Accepting) =>
  untilSaved(async () => {
    const { params, body, now, ability } = request
    const wait = await desk.repository.findWait(params.patientId, params.waitId)
    if (!wait || !mayDo(ability, 'answer', 'Wait', { patientId: wait.patientId, siteId: wait.siteId }))
      return refuse('wait-unknown')
    const offer = liveOffer(wait, body.slotId, now)
    return offer ? book(desk, request, wait, offer) : refuse('offer-over')
  })
