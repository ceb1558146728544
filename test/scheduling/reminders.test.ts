import { beforeEach, describe, expect, it } from 'vitest'
import { openDue } from '#functions/platform/due.ts'
import { runDue } from '#functions/platform/jobs.ts'
import { schedulingJobs } from '#functions/scheduling/jobs.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { carriesNotices } from '#shared/patients/index.ts'
import type { SessionWithCells } from '#shared/scheduling/index.ts'
import { entriesOf } from './journal-of.ts'
import { book, type Clinic, cancel, freeIn, morning, ok, openClinic, published, wangjing } from './support.ts'

/** A clinic on Thursday; it is Tuesday morning, so that the reminder falls on Wednesday, 18:00. */
const thursday = '2026-09-17'
const reminded = instantOf('2026-09-16', 18 * 60)
let clinic: Clinic
let session: SessionWithCells

const factsOf = ({ sessionId, date, state }: SessionWithCells) => ({ sessionId, date, state })
const hearOf = (act: string, one = session, at = clinic.clock.now) =>
  clinic.hear(`scheduling/${act}`, { ...one, ...factsOf(one) }, { at })
const tick = async (at: number) => {
  clinic.clock.now = at
  const { platform } = clinic
  const due = openDue(platform.table, 'scheduling')
  return runDue({ ...platform, due, jobs: schedulingJobs(platform) })
}
const told = async () => {
  const entries = await entriesOf(clinic.platform.table)
  return entries.filter(({ act }) => act === 'patients-reminded')
}
const noticesIn = (data: string | undefined) => carriesNotices.parse(JSON.parse(data ?? '{}')).notices

beforeEach(async () => {
  clinic = await openClinic({ patients: ['p-1', 'p-2', 'p-3'] })
  session = await published(clinic.staff, { date: thursday })
  await hearOf('session-published')
})

describe('the reminder of a clinic day', () => {
  it('goes at 18:00 of the day before to whoever still holds a number, in one act', async () => {
    const [first, second] = freeIn(session)
    ok(await book(clinic.staff, first, 'p-1'))
    const gone = ok(await book(clinic.staff, second, 'p-2'))
    ok(await cancel(clinic.staff, gone))
    await tick(reminded - 1)
    expect(await told()).toEqual([])
    await tick(reminded)
    const [entry] = await told()
    expect(entry).toMatchObject({
      personId: 'system',
      basis: 'system',
      bodyId: wangjing,
      patientIds: ['p-1'],
    })
    expect(noticesIn(entry?.data)).toMatchObject([
      { patientId: 'p-1', template: 'reminder', facts: { date: thursday, number: 1, url: '/mine/' } },
    ])
    await tick(reminded + 60_000)
    expect(await told()).toHaveLength(1)
  })

  it('passes over who booked within six hours before', async () => {
    const [first, second] = freeIn(session)
    clinic.clock.now = reminded - 6 * 3_600_000
    ok(await book(clinic.staff, first, 'p-1'))
    clinic.clock.now += 60_000
    ok(await book(clinic.staff, second, 'p-2'))
    await tick(reminded)
    expect(noticesIn((await told())[0]?.data).map(({ patientId }) => patientId)).toEqual(['p-1'])
  })

  it('is planned once, however often the publication is heard of', async () => {
    for (let times = 0; times < 3; times++) await hearOf('session-published')
    ok(await book(clinic.staff, freeIn(session)[0], 'p-1'))
    await tick(reminded)
    await tick(reminded)
    expect(await told()).toHaveLength(1)
  })

  it('of a stopped clinic is sent to nobody', async () => {
    ok(await book(clinic.staff, freeIn(session)[0], 'p-1'))
    const path = `/api/scheduling/sessions/${session.sessionId}/stop`
    ok(await clinic.staff.post(path, { version: session.version, reason: 'practitioner-ill' }))
    await tick(reminded)
    expect(await told()).toEqual([])
  })

  it('is not sent where the day was published after its hour', async () => {
    const late = await published(clinic.staff, { date: '2026-09-15', time: { start: 810, end: 990 } })
    ok(await book(clinic.staff, freeIn(late)[0], 'p-1'))
    await hearOf('session-published', late, morning)
    await tick(morning + 60_000)
    expect(await told()).toEqual([])
  })
})
