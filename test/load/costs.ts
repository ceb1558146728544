import { type Consumed, metered } from '#functions/platform/table.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { book, cancel, move, ok, published, step, today, wangjing } from '#test/scheduling/support.ts'
import type { Answer } from '#test/support/platform.ts'
import { atMost, type Promised } from './promises.ts'
import type { Stage } from './stage.ts'

export interface Cost {
  readonly operation: string
  readonly writeUnits: number
  /** Grants of who asks included (1 RCU). */
  readonly readUnits: number
  readonly calls: number
  /** At most so many units; absent where nothing is promised. */
  readonly mostWrites?: number | undefined
  readonly mostReads?: number | undefined
}

type Bounds = Pick<Cost, 'mostWrites' | 'mostReads'>

const spent = async (work: () => Promise<Answer>): Promise<{ body: Answer['body']; consumed: Consumed }> => {
  const { result, consumed } = await metered(work)
  return { body: ok(result), consumed }
}

/** What each step of an appointment's life costs, as the engine reports it. */
export async function measureCosts({ clinic }: Stage): Promise<Cost[]> {
  const { staff } = clinic
  const session = await published(staff, { date: addDays(today, 3), practitionerId: 'prac-003', room: 'C1' })
  const other = await published(staff, { date: addDays(today, 4), practitionerId: 'prac-003', room: 'C1' })
  const [first, second] = session.cells
  const booked = await spent(() => book(staff, first?.slotId, 'p-0'))
  const moved = await spent(() => move(staff, booked.body, other.cells[0]?.slotId))
  const cancelled = await spent(() => cancel(staff, moved.body))
  const again = ok(await book(staff, second?.slotId, 'p-1'))
  clinic.clock.now = instantOf(session.date, 535)
  const checkedIn = await spent(() => step(staff, again, 'check-in'))
  const own = await spent(async () =>
    (await clinic.as('p-1')).get('/api/scheduling/patients/p-1/appointments'),
  )
  const day = await spent(() => staff.get(`/api/scheduling/sites/${wangjing}/days/${session.date}`))
  const week = await spent(() => staff.get(`/api/scheduling/sites/${wangjing}/sessions?from=${today}&days=7`))
  const row = (operation: string, { consumed }: { consumed: Consumed }, bounds: Bounds = {}): Cost => ({
    operation,
    writeUnits: consumed.writeUnits,
    readUnits: consumed.readUnits,
    calls: consumed.calls,
    ...bounds,
  })
  return [
    row('book', booked, { mostWrites: 6 }),
    row('move to another day', moved, { mostWrites: 12 }),
    row('cancel', cancelled, { mostWrites: 6 }),
    row('check in', checkedIn),
    row("a patient's own list", own, { mostReads: 2 }),
    // 40 numbers 2, the session and the grants of who asks.
    row('day list', day, { mostReads: 4 }),
    row('week of the site', week),
  ]
}

/** What is promised of them. */
export const promisesOf = (costs: readonly Cost[]): Promised[] =>
  costs.flatMap(({ operation, writeUnits, readUnits, mostWrites, mostReads }) => [
    ...(mostWrites === undefined ? [] : [atMost(`${operation}: write units`, writeUnits, mostWrites)]),
    ...(mostReads === undefined ? [] : [atMost(`${operation}: read units`, readUnits, mostReads)]),
  ])
