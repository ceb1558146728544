import type { Visit } from '#shared/scheduling/index.ts'
import { wangjing } from '#test/scheduling/support.ts'
import { type Acts, type Asking, api, clinicTime, pick, staffOf } from './asking.ts'
import { doctors, sites } from './crowd.ts'
import type { World } from './world.ts'

const pending = ({ mirror }: World, state: Visit['state']): Visit[] =>
  [...mirror.visits.values()].filter((one) => one.state === state)

const ofVisit = (
  world: World,
  by: string,
  { visitId, version }: Visit,
  what: string,
  more: object,
): Asking => ({
  send: () => world.as(by).send('POST', `${api}/visits/${visitId}/${what}`, { version, ...more }),
})

/** Clinics ask for half-days, psychiatrists answer. */
export const visitActs = {
  /** A clinic asks for a half-day, or takes it where the offer allows that. */
  ask(world, { who, what, how }, key) {
    const siteId = pick(sites, what) ?? wangjing
    const body = {
      practitionerId: pick(doctors, who),
      plan: {
        date: world.day(how),
        time: clinicTime(what + how),
        kind: 'general',
        quotas: { public: 2, clinic: 1, referral: 0 },
        release: { daysAhead: how % 4 === 0 ? 1 : 14, at: 480 },
      },
    }
    return {
      send: () => world.as(staffOf(siteId)).post(`${api}/sites/${siteId}/visits`, body, key),
      acts: ['visit-asked', 'session-published'],
    }
  },
  answer(world, { what, how }) {
    const visit = pick(pending(world, how % 5 === 4 ? 'countered' : 'asked'), what)
    if (!visit) return undefined
    const answers = [
      { as: 'accept' },
      { as: 'accept' },
      { as: 'decline', reason: 'on-duty' },
      { as: 'counter', date: world.day(how), time: clinicTime(what) },
    ]
    const said = pick(answers, how)
    return ofVisit(world, visit.practitionerId, visit, 'answer', { answer: said })
  },
  agree(world, { what, how }) {
    const visit = pick(pending(world, 'countered'), what)
    return visit && ofVisit(world, staffOf(visit.siteId), visit, 'proposal-answer', { agree: how % 4 > 0 })
  },
  withdraw(world, { what }) {
    const visit = pick([...pending(world, 'asked'), ...pending(world, 'countered')], what)
    return visit && ofVisit(world, staffOf(visit.siteId), visit, 'withdrawal', {})
  },
  drop(world, { what }) {
    const visit = pick(pending(world, 'accepted'), what)
    return visit && ofVisit(world, staffOf(visit.siteId), visit, 'drop', {})
  },
} satisfies Acts
