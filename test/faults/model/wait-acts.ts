import type { Wait } from '#shared/scheduling/index.ts'
import { donghu, wangjing } from '#test/scheduling/support.ts'
import { type Acts, type Asking, api, pick, staffOf } from './asking.ts'
import type { World } from './world.ts'

const waitsOf = ({ mirror }: World, state: Wait['state']): Wait[] =>
  [...mirror.waits.values()].filter((one) => one.state === state)

const needs = [
  { level: 'routine' },
  { level: 'soon', reason: 'overdue-visit' },
  { level: 'urgent', reason: 'discharged' },
]

const pathOf = ({ patientId, waitId }: Wait): string => `${api}/patients/${patientId}/waits/${waitId}`
const ofWait = (world: World, wait: Wait, what: string, body: object, acts: readonly string[]): Asking => ({
  send: () => world.as(wait.patientId).send('POST', `${pathOf(wait)}/${what}`, body),
  acts,
  aggregate: () => wait.waitId,
})

/** What who waits does, and staff with them. */
export const waitActs = {
  join(world, { who, what, how }, key) {
    const patientId = pick(world.patients, who) ?? ''
    const wish = {
      from: world.day(what % 2),
      to: world.day(2),
      ...(how % 5 === 0 ? { practitionerId: 'prac-001' } : {}),
      ...(how % 7 === 0 ? { halves: ['morning'] } : {}),
    }
    const site = what % 4 === 0 ? donghu : wangjing
    const [by, need] = how % 3 === 0 ? [patientId, undefined] : [staffOf(site), pick(needs, how)]
    const body = { patientId, visit: 'return', wish, ...(need ? { need } : {}) }
    return {
      send: () => world.as(by).post(`${api}/sites/${site}/waits`, body, key),
      acts: ['wait-joined'],
      aggregate: (answer) => answer.waitId,
    }
  },
  leave(world, { what }) {
    const wait = pick([...waitsOf(world, 'waiting'), ...waitsOf(world, 'offered')], what)
    return wait && ofWait(world, wait, 'leaving', {}, ['wait-left'])
  },
  accept(world, { what }, key) {
    const wait = pick(waitsOf(world, 'offered'), what)
    const slotId = wait?.offer?.slotId
    if (!wait || !slotId) return undefined
    return {
      send: () => world.as(wait.patientId).post(`${pathOf(wait)}/acceptance`, { slotId }, key),
      acts: ['appointment-booked'],
      aggregate: (body) => body.appointmentId,
    }
  },
  decline(world, { what }) {
    const wait = pick(waitsOf(world, 'offered'), what)
    const slotId = wait?.offer?.slotId
    return wait && slotId ? ofWait(world, wait, 'refusal', { slotId }, ['offer-declined']) : undefined
  },
  need(world, { what, how }) {
    const wait = pick([...waitsOf(world, 'waiting'), ...waitsOf(world, 'offered')], what)
    if (!wait) return undefined
    const body = { version: wait.version, need: pick(needs, how) }
    return { send: () => world.as(staffOf(wait.siteId)).put(`${pathOf(wait)}/need`, body) }
  },
} satisfies Acts
