import { addDays } from '#shared/kernel/calendar.ts'
import { minutes } from '#test/scheduling/support.ts'
import { type Acts, pick } from './asking.ts'
import { doctors, sites } from './crowd.ts'

/** Minutes by which the clock goes on. */
const stays = [2, 4, 6, 11, 30, 61, 130, 300, 500]

/** What nobody asks for: the register, the clock, what is due and what is heard. */
export const worldActs = {
  /** The register ends somebody's practice at a site, or lets it go on. */
  cut(world, { who, what, how }) {
    const practitionerId = pick(doctors, who) ?? ''
    const siteId = pick(sites, what) ?? ''
    const name = `${practitionerId} ${siteId}`
    return async () => {
      if (how % 3 === 0) world.cut.delete(name)
      else world.cut.set(name, addDays(world.monday, how % 4))
      await world.tellFacts(practitionerId)
    }
  },
  wait:
    (world, { how }) =>
    async () => {
      world.clock.now += (pick(stays, how) ?? 1) * minutes
    },
  due: (world) => () => world.doDue(),
  relay: (world) => () => world.relay({ scramble: true }),
} satisfies Acts
