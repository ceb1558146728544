import { beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '#functions/platform/journal.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Clinic,
  cancel,
  freeIn,
  move,
  ok,
  openClinic,
  published,
  step,
  today,
  wangjing,
} from './support.ts'

const api = '/api/scheduling'
let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

/** What the journal has gained by `work`. */
async function gained(work: () => Promise<unknown>): Promise<Entry[]> {
  const before = new Set((await entriesOf(clinic.platform.table)).map(({ order }) => order))
  await work()
  return (await entriesOf(clinic.platform.table)).filter(({ order }) => !before.has(order))
}
const acts = async (work: () => Promise<unknown>) => (await gained(work)).map(({ act }) => act)

describe('the journal', () => {
  it('has one entry for each write, with who acted, for which site and on what basis', async () => {
    const session = await published(clinic.staff, { date: today, time: { start: 810, end: 990 } })
    const [one, two] = freeIn(session)
    let appointment = { slotId: '', appointmentId: '' }
    const booking = await gained(async () => (appointment = ok(await book(clinic.guardian, one))))
    expect(booking).toMatchObject([
      {
        act: 'appointment-booked',
        basis: 'guardian',
        bodyId: wangjing,
        patientIds: ['p-1'],
        personId: 'guardian-p-1',
      },
    ])
    expect(
      await gained(async () => (appointment = ok(await move(clinic.staff, appointment, two)))),
    ).toMatchObject([{ act: 'appointment-moved', basis: 'service' }])
    expect(await acts(() => step(clinic.staff, appointment, 'check-in'))).toEqual(['checked-in'])
    expect(await acts(() => step(clinic.staff, appointment, 'check-in'))).toEqual([])
    expect(await acts(() => step(clinic.staff, appointment, 'undo'))).toEqual(['undone'])
    expect(await acts(() => cancel(clinic.staff, appointment))).toEqual(['appointment-cancelled'])
    expect(
      await acts(() =>
        clinic.staff.post(`${api}/sessions/${session.sessionId}/stop`, { version: 2, reason: 'emergency' }),
      ),
    ).toEqual(['session-stopped'])
  })

  it('has exactly one entry for each reading of names, with every patient on the list', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.staff, freeIn(session)[0], 'p-1'))
    ok(await book(clinic.staff, freeIn(session)[1], 'p-2'))
    const readings: [string, () => Promise<unknown>][] = [
      ['day-list-read', () => clinic.staff.get(`${api}/sites/${wangjing}/days/2026-09-16`)],
      ['day-list-read', () => clinic.staff.get(`${api}/sessions/${session.sessionId}`)],
      ['day-list-read', () => clinic.doctor.get(`${api}/practitioners/prac-001/days/2026-09-16`)],
      ['day-list-exported', () => clinic.staff.get(`${api}/sites/${wangjing}/days/2026-09-16/list.xlsx`)],
    ]
    for (const [act, read] of readings) {
      const entries = await gained(read)
      expect(entries.map((entry) => [entry.act, [...(entry.patientIds ?? [])].sort()])).toEqual([
        [act, ['p-1', 'p-2']],
      ])
    }
    expect(await acts(() => clinic.staff.get(`${api}/patients/p-1/card`))).toEqual(['patient-card-read'])
    expect(await acts(() => clinic.staff.get(`${api}/patients/p-1/appointments`))).toEqual([
      'appointments-read',
    ])
  })

  it("has none for the waiting room's screen and the week without names", async () => {
    expect(await acts(() => clinic.staff.get(`${api}/sites/${wangjing}/days/${today}/queue`))).toEqual([])
    expect(await acts(() => clinic.staff.get(`${api}/sites/${wangjing}/sessions?from=${today}`))).toEqual([])
  })

  it("has one for the patient's own list too, on their own behalf", async () => {
    const [entry, ...more] = await gained(() => clinic.patient.get(`${api}/patients/p-1/appointments`))
    expect(more).toEqual([])
    expect(entry).toMatchObject({ act: 'appointments-read', basis: 'self', patientIds: ['p-1'] })
  })

  it('has none for what was refused', async () => {
    const [slotId] = freeIn(await published(clinic.staff, { date: '2026-09-17' }))
    ok(await book(clinic.patient, slotId))
    expect(await acts(() => book(clinic.otherPatient, slotId, 'p-2'))).toEqual([])
    expect(await acts(() => clinic.otherStaff.get(`${api}/sites/${wangjing}/days/2026-09-16`))).toEqual([])
  })

  it('names nobody: no name and no phone stands open in any item of the table', async () => {
    const written = JSON.stringify(await entriesOf(clinic.platform.table))
    expect(written).not.toContain('王桂兰')
    expect(written).not.toContain('2210')
  })
})
