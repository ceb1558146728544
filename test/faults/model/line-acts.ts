import { type Acts, api, pick, staffOf } from './asking.ts'
import type { MirrorLine } from './things.ts'
import type { World } from './world.ts'

const linesOf = ({ mirror }: World): MirrorLine[] =>
  [...mirror.lines.values()].filter(({ state }) => state !== 'moved' && state !== 'cancelled')

/** What is done for the patients of a stopped session, and by them. */
export const lineActs = {
  reoffer(world, { what }) {
    const line = pick(linesOf(world), what)
    if (!line) return undefined
    const path = `${api}/cascade-lines/${line.slotId}/offer`
    return { send: () => world.as(staffOf(line.siteId)).post(path, { version: line.version }) }
  },
  reply(world, { what, how }) {
    const line = pick(linesOf(world), what)
    if (!line) return undefined
    const as = pick(['accept', 'decline', 'accept', 'cancel'], how)
    const body = { as, ...(as !== 'cancel' && line.offer ? { toSlotId: line.offer.slotId } : {}) }
    const path = `${api}/patients/${line.patientId}/reoffers/${line.slotId}/answer`
    return {
      send: () => world.as(line.patientId).send('POST', path, body),
      ...(as === 'accept' ? { acts: ['appointment-moved'], aggregate: () => line.appointmentId } : {}),
    }
  },
  call(world, { what, how }) {
    const line = pick(linesOf(world), what)
    if (!line) return undefined
    const body = { version: line.version, outcome: how % 2 ? 'reached' : 'no-answer' }
    return {
      send: () => world.as(staffOf(line.siteId)).post(`${api}/cascade-lines/${line.slotId}/calls`, body),
    }
  },
} satisfies Acts
