import { entryByClock, type Jobs } from '#functions/platform/jobs.ts'
import { writeTogether } from '#functions/platform/table.ts'
import type { Visit } from '#shared/scheduling/index.ts'
import { visitStateAt } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import { visitAct } from './visit-events.ts'

/**
 * What nobody answered in time is written down as lapsed, so that the clinic hears of it. Whether it has lapsed is never
 * asked of this: everybody judges it by the clock.
 */
export const visitJobs = (desk: Desk): Jobs => ({
  async 'visit-lapse'(thing, now) {
    const found = await desk.repository.findVisit(thing.id, { fresh: true })
    const pending = found !== undefined && ['asked', 'countered'].includes(found.state)
    if (!found || !pending || found.answerBy !== thing.at || visitStateAt(found, now) !== 'lapsed') {
      await writeTogether(desk.platform.table, [desk.due.drop(thing)])
      return
    }
    const lapsed: Visit = { ...found, state: 'lapsed', version: found.version + 1 }
    const entry = entryByClock('scheduling', thing, now, visitAct('visit-lapsed', lapsed))
    await desk.repository.save([desk.repository.changed.visit(lapsed), desk.due.finish(thing)], entry)
  },
})
