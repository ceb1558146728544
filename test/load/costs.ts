import { type Consumed, metered } from '#functions/platform/table.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { book, cancel, move, ok, published, step, today, wangjing } from '#test/scheduling/support.ts'
import type { Answer } from '#test/support/platform.ts'
import type { Stage } from './stage.ts'

export interface Cost {
  readonly operation: string
  readonly writeUnits: number
  /** Grants of who asks included (1 RCU). */
  readonly readUnits: number
  readonly calls: number
  readonly budget: string
}

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
  const row = (operation: string, { consumed }: { consumed: Consumed }, budget: string): Cost => ({
    operation,
    writeUnits: consumed.writeUnits,
    readUnits: consumed.readUnits,
    calls: consumed.calls,
    budget,
  })
  return [
    row('book', booked, '6 WCU'),
    row('move to another day', moved, '≤ 12 WCU'),
    row('cancel', cancelled, '≤ 6 WCU'),
    row('check in', checkedIn, '–'),
    row("a patient's own list", own, '1 RCU and the grants'),
    row('day list', day, '≤ 2 RCU for 40, the sessions, the grants; 1 WCU for the journal'),
    row('week of the site', week, '–'),
  ]
}
