import { metered } from '#functions/platform/table.ts'
import { peopleOn } from '#functions/scheduling/coming-routes.ts'
import { openDesk } from '#functions/scheduling/desk.ts'
import { ok, openClinic, wangjing } from '#test/scheduling/support.ts'
import { crowd } from '#test/scheduling/visits-crowd.ts'
import { thursday, whoCanCome } from '#test/scheduling/visits-support.ts'
import { median, round, timed } from './figures.ts'
import { atMost, type Promised } from './promises.ts'

export interface Coming {
  readonly experts: number
  readonly candidates: number
  readonly readUnits: number
  /** Medians in milliseconds, in this process, without HTTP; one after the other in turns. */
  readonly whoCanComeMs: number
  /** All that it reads, without the door, the rule and the answer. */
  readonly readingMs: number
  readonly oneQueryMs: number
  readonly ratio: number
  readonly readingRatio: number
}

/** Who can come beside the one query that it cannot do without: everybody's commitments of that day. */
export async function measureComing(rounds: number, experts = 89): Promise<Coming> {
  const clinic = await openClinic()
  await crowd(clinic, experts)
  const { result, consumed } = await metered(() => whoCanCome(clinic.staff))
  const asked: number[] = []
  const queries: number[] = []
  const readings: number[] = []
  const desk = openDesk(clinic.platform)
  const reading = () =>
    Promise.all([
      peopleOn(desk, thursday, 'afternoon'),
      desk.repository.listSiteDoctors(wangjing),
      desk.repository.findRoadsAround(wangjing),
    ])
  for (let turn = 0; turn < rounds; turn++) {
    queries.push(await timed(async () => void (await clinic.platform.claims.listDate(thursday))))
    readings.push(await timed(async () => void (await reading())))
    asked.push(await timed(async () => ok(await whoCanCome(clinic.staff))))
  }
  const [whoCanComeMs, readingMs, oneQueryMs] = [median(asked), median(readings), median(queries)]
  return {
    experts,
    candidates: ok(result).candidates.length,
    readUnits: consumed.readUnits,
    whoCanComeMs: round(whoCanComeMs),
    readingMs: round(readingMs),
    oneQueryMs: round(oneQueryMs),
    ratio: round(whoCanComeMs / oneQueryMs),
    readingRatio: round(readingMs / oneQueryMs),
  }
}

export const promisesOf = ({ readUnits, ratio }: Coming): Promised[] => [
  atMost('who can come: read units, grants of who asks included', readUnits, 10),
  atMost('who can come: time beside one query', ratio, 3),
]
