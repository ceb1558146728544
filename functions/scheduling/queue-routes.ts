import { accept, refuse } from '#shared/kernel/decision.ts'
import { aheadOf, beforeOf, expectedAt, parseSlotId } from '#shared/scheduling/index.ts'
import type { Desk, Handler } from './desk.ts'
import { mayTouch } from './policy.ts'

/** 前面还有 3 位: numbers, no names. The session's numbers and its room: 1–2.5 RCU. */
export const readMyPlace: Handler<'readMyPlace'> = (desk: Desk) => async (request) => {
  const { params, query, now } = request
  const key = parseSlotId(params.slotId)
  if (!key) return refuse('appointment-unknown')
  const [session, slots] = await Promise.all([
    desk.repository.findSession(key),
    desk.repository.listSlots(key),
  ])
  const own = slots.find(({ number }) => number === key.number)
  if (!session || own?.held?.appointmentId !== query.appointmentId) return refuse('appointment-unknown')
  const { siteId, practitionerId, room, slotMinutes } = session
  if (!mayTouch(request, 'read', { siteId, practitionerId, patientId: own.held.patientId }))
    return refuse('appointment-unknown')
  const state = own.state === 'free' ? 'booked' : own.state
  const ahead = aheadOf(slots, own)
  const calling = slots.filter((slot) => slot.state === 'called').map(({ number }) => number)
  const expected = Math.round(expectedAt(own, ahead, slotMinutes, now))
  const before = beforeOf(slots, own).map(({ number }) => number)
  return accept({ number: own.number, state, ahead, calling, before, room, expectedAt: expected })
}
