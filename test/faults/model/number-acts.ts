import type { Guard } from '#functions/scheduling/records.ts'
import { type Acts, api, pick, siteOf, staffOf } from './asking.ts'
import type { MirrorSlot } from './things.ts'
import type { World } from './world.ts'

const slotsOf = ({ mirror }: World): MirrorSlot[] => [...mirror.slots.values()]
const standing = ({ mirror }: World): Guard[] =>
  [...mirror.guards.values()].filter(({ state }) => state !== 'cancelled')

/** What patients and the desk do with numbers. */
export const numberActs = {
  /** Somebody books, for themselves or at the desk. */
  book(world, { who, what, how }, key) {
    const patientId = pick(world.patients, who) ?? ''
    const slot = pick(slotsOf(world), what)
    if (!slot) return undefined
    const by = how % 3 === 0 ? staffOf(siteOf(slot.sessionId)) : patientId
    return {
      send: () =>
        world.as(by).post(`${api}/slots/${slot.slotId}/appointment`, { patientId, visit: 'return' }, key),
      acts: ['appointment-booked'],
      aggregate: (body) => body.appointmentId,
    }
  },
  together(world, { who, what }, key) {
    const slot = pick(slotsOf(world), what)
    const pair = [pick(world.patients, who), pick(world.patients, who + 1)]
    if (!slot) return undefined
    const patients = pair.map((patientId) => ({ patientId, visit: 'return' }))
    return {
      send: () =>
        world
          .as(staffOf(siteOf(slot.sessionId)))
          .post(`${api}/slots/${slot.slotId}/together`, { patients }, key),
      acts: ['appointments-booked'],
      aggregate: (body) => body.appointments[0].appointmentId,
    }
  },
  cancel(world, { who, how }) {
    const own = pick(standing(world), who)
    if (!own) return undefined
    const by = how % 2 === 0 ? own.patientId : staffOf(own.siteId)
    const body = { appointmentId: own.appointmentId, reason: 'patient-wish' }
    return {
      send: () => world.as(by).post(`${api}/slots/${own.slotId}/cancellation`, body),
      acts: ['appointment-cancelled'],
      aggregate: () => own.appointmentId,
    }
  },
  move(world, { who, what, how }) {
    const own = pick(standing(world), who)
    const slot = pick(slotsOf(world), what)
    if (!own || !slot) return undefined
    const byDesk = how % 2 > 0 && siteOf(slot.sessionId) === own.siteId
    const by = byDesk ? staffOf(own.siteId) : own.patientId
    const body = { appointmentId: own.appointmentId, toSlotId: slot.slotId }
    return {
      send: () => world.as(by).post(`${api}/slots/${own.slotId}/move`, body),
      ...(own.slotId === slot.slotId
        ? {}
        : { acts: ['appointment-moved'], aggregate: () => own.appointmentId }),
    }
  },
  hold(world, { who, what }) {
    const patientId = pick(world.patients, who) ?? ''
    const slot = pick(slotsOf(world), what)
    return (
      slot && {
        send: () => world.as(patientId).send('POST', `${api}/slots/${slot.slotId}/hold`, { patientId }),
      }
    )
  },
  release(world, { who, what }) {
    const patientId = pick(world.patients, who) ?? ''
    const slot = pick(slotsOf(world), what)
    return slot && { send: () => world.as(patientId).delete(`${api}/slots/${slot.slotId}/hold`) }
  },
} satisfies Acts
