import { beforeAll, describe, expect, it } from 'vitest'
import { type Consumed, metered, type Table, writeTogether } from '#functions/platform/table.ts'
import type { StoredSlot } from '#functions/scheduling/records.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type { SessionWithCells } from '#shared/scheduling/index.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import { as, asking } from '#test/support/platform.ts'
import {
  book,
  type Caller,
  type Clinic,
  cancel,
  freeIn,
  move,
  ok,
  openClinic,
  practitionerEvent,
  published,
  siteEvent,
  step,
  today,
  wangjing,
} from './support.ts'

/** What one request costs, without the caller's grants, which every context reads (1 RCU). */
async function cost(work: () => Promise<unknown>): Promise<Consumed> {
  const { consumed } = await metered(work)
  return { ...consumed, readUnits: consumed.readUnits - 1, calls: consumed.calls - 1 }
}

/** Real lengths: a sealed name, ids of 24 characters, long words. */
const longId = (start: string): string => start.padEnd(24, '0')
const patients = Array.from({ length: 40 }, (_, index) => longId(`p${index}x`))

let table: Table
let clinic: Clinic
let session: SessionWithCells
let staff: Caller

beforeAll(async () => {
  table = await freshTable(await openEngine(), { tail: false })
  clinic = await openClinic({ table, patients })
  staff = clinic.staff
  session = await published(staff)
})

const booked = async (index: number): Promise<{ slotId: string; appointmentId: string }> => {
  const slotId = session.cells[index]?.slotId
  return ok(await book(staff, slotId, patients[index]))
}

describe('the price of an appointment, as the engine reports it', () => {
  it('books with 6 WCU in two calls: a fresh read of 7 RCU, grants included, and the write', async () => {
    const booking = async () => ok(await book(staff, session.cells[0]?.slotId, patients[0]))
    const { consumed } = await metered(booking)
    expect(consumed.writeUnits).toBe(6)
    expect(consumed.readUnits).toBe(7)
    expect(consumed.calls).toBe(2)
  })

  it('still books with 6 WCU where every name is long and the person is known by a UUID', async () => {
    const long = { name: '麦子店街道农展南里社区卫生服务站分站', version: 9 }
    await clinic.hear('alliance/site-changed', siteEvent(wangjing, long))
    const doctor = practitionerEvent('prac-003', { name: '阿不都热依木·买买提江', version: 9 })
    await clinic.hear('practitioners/practitioner-changed', doctor)
    const grants = { role: 'clinic-staff' as const, siteId: wangjing }
    const person = asking(clinic.app, await as(clinic.platform, crypto.randomUUID(), grants))
    const other = await published(person, {
      date: '2026-09-17',
      practitionerId: 'prac-003',
      kind: 'follow-up',
    })
    const body = { patientId: patients[30], visit: 'return', note: '需要'.repeat(30) }
    const path = `/api/scheduling/slots/${other.cells[0]?.slotId}/appointment`
    expect((await cost(async () => ok(await person.post(path, body)))).writeUnits).toBe(6)
    await clinic.hear('alliance/site-changed', siteEvent(wangjing, { version: 10 }))
  })

  it('cancels with at most 6 WCU', async () => {
    const appointment = await booked(1)
    const spent = await cost(async () => ok(await cancel(staff, appointment)))
    expect(spent.writeUnits).toBeLessThanOrEqual(6)
    expect(spent.readUnits).toBeLessThanOrEqual(2)
  })

  it('moves with at most 12 WCU, to another half-day too', async () => {
    const afternoon = await published(staff, { time: { start: 810, end: 990 } })
    const appointment = await booked(2)
    const spent = await cost(async () => ok(await move(staff, appointment, freeIn(afternoon)[0])))
    expect(spent.writeUnits).toBeLessThanOrEqual(12)
  })

  it("takes a step of the queue with 4 WCU, with 6 where the patient's own list changes", async () => {
    const day = await published(staff, { date: '2026-09-15', time: { start: 810, end: 990 } })
    const appointment = ok(await book(staff, freeIn(day)[0], patients[3]))
    expect((await cost(() => step(staff, appointment, 'check-in'))).writeUnits).toBe(4)
    await step(staff, appointment, 'call')
    expect((await cost(() => step(staff, appointment, 'finish'))).writeUnits).toBe(6)
  })

  it("reads a patient's own list of ten with 1 RCU", async () => {
    const [patientId = ''] = patients.slice(5)
    for (let day = 16; day < 26; day++) {
      const other = await published(staff, {
        date: `2026-09-${day}`,
        time: { start: 810, end: 990 },
        room: '3 诊室',
        practitionerId: 'prac-002',
      })
      ok(await book(staff, freeIn(other)[0], patientId))
    }
    const own = await clinic.as(patientId)
    const { result, consumed } = await metered(() =>
      own.get(`/api/scheduling/patients/${patientId}/appointments`),
    )
    expect(ok(result).appointments).toHaveLength(10)
    expect(consumed.readUnits - 1).toBeLessThanOrEqual(1)
  })

  it('reads a day list of 40 patients with at most 2 RCU for its numbers', async () => {
    const quotas = { public: 24, clinic: 10, referral: 6 }
    const full = await published(staff, {
      date: '2026-09-27',
      slotMinutes: 5,
      time: { start: 480, end: 680 },
      quotas,
      room: '9 诊室',
      practitionerId: 'prac-003',
    })
    for (const [index, { slotId }] of full.cells.entries()) ok(await book(staff, slotId, patients[index]))
    const { repository } = await import('#functions/scheduling/desk.ts').then(({ openDesk }) =>
      openDesk(clinic.platform),
    )
    const [, date = '', suffix = ''] = /\.(\d+)\.(\w+)$/.exec(full.sessionId) ?? []
    expect(date).toBe('20260927')
    const { result, consumed } = await metered(() =>
      repository.listSlots({ siteId: wangjing, date: '2026-09-27', suffix }),
    )
    expect(result.filter(({ held }) => held?.card.name === '王桂兰')).toHaveLength(40)
    expect(consumed.readUnits).toBeLessThanOrEqual(2)
  })
})

describe('the price as the table grows', () => {
  /** A small clinic's table, and one with 10,000 numbers and half-days more in it. */
  async function grown(extra: number): Promise<Clinic> {
    const big = await freshTable(await openEngine(), { tail: false })
    const other = await openClinic({ table: big, patients: ['p-1'] })
    const { changed } = schedulingRepository(other.platform)
    const slots = Array.from({ length: extra }, (_, index): StoredSlot => {
      const key = {
        siteId: wangjing,
        date: addDays(today, (index % 400) + 30),
        suffix: `s${Math.floor(index / 8000)}`,
        number: (Math.floor(index / 400) % 20) + 1,
      }
      return {
        key,
        slotId: '',
        sessionId: '',
        number: key.number,
        time: { start: 540, end: 555 },
        pool: 'public',
        releaseAt: 1,
        state: 'free',
        version: 1,
      }
    })
    for (let at = 0; at < slots.length; at += 100)
      await writeTogether(big, slots.slice(at, at + 100).map(changed.slot))
    return other
  }

  async function costs(of: Clinic): Promise<Consumed[]> {
    const day = await published(of.staff)
    const own = await of.as('p-1')
    const [from, to] = freeIn(day)
    let appointment = { slotId: '', appointmentId: '' }
    return [
      await cost(async () => (appointment = ok(await book(own, from)))),
      await cost(async () => (appointment = ok(await move(of.staff, appointment, to)))),
      await cost(() => of.staff.get(`/api/scheduling/sites/${wangjing}/days/2026-09-16`)),
      await cost(() => own.get('/api/scheduling/patients/p-1/appointments')),
      await cost(() => cancel(of.staff, appointment)),
    ]
  }

  it('stays the same for booking, moving, lists and cancelling with 10,000 numbers more', async () => {
    expect(await costs(await grown(10_000))).toEqual(await costs(await grown(0)))
  }, 60_000)
})
