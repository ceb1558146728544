import { beforeEach, describe, expect, it } from 'vitest'
import { openClaims } from '#functions/platform/claims.ts'
import { createApp } from '#functions/platform/http.ts'
import type { Fault, Table } from '#functions/platform/table.ts'
import { schedulingRepository } from '#functions/scheduling/repository.ts'
import { schedulingRoutes } from '#functions/scheduling/routes.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'
import { freshTable, openEngine, sameTable } from '#test/support/engine.ts'
import { asking, people, testPlatform } from '#test/support/platform.ts'
import { openRelaying, readCascade, runJobs } from './cascade-support.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Clinic,
  donghu,
  freeIn,
  ok,
  openClinic,
  published,
  readSession,
  wangjing,
} from './support.ts'

const api = '/api/scheduling'
const patients = Array.from({ length: 6 }, (_, index) => `p-${index + 1}`)

let clinic: Clinic
beforeEach(async () => {
  clinic = await openClinic({ patients })
})

const claimsOf = async (practitionerId: string, date: string) =>
  (await openClaims(clinic.platform.table).readDay(practitionerId, date)).commitments.map(
    ({ claimId }) => claimId,
  )
const weekOf = async (practitionerId: string, date: string) =>
  (await schedulingRepository(clinic.platform).readWeekOf(practitionerId, date)).visits.map(
    ({ sessionId }) => sessionId,
  )
const mine = async (patientId: string) =>
  ok(await (await clinic.as(patientId)).get(`${api}/patients/${patientId}/appointments`)).appointments
const noticesOf = async (template: string): Promise<string[]> =>
  (await entriesOf(clinic.platform.table))
    .flatMap(({ data, patientIds }) =>
      (JSON.parse(data ?? '{}').notices ?? []).map((one: { patientId?: string; template: string }) => ({
        ...one,
        patientId: one.patientId ?? patientIds?.[0],
      })),
    )
    .filter((one) => one.template === template)
    .map(({ patientId }) => patientId)
    .sort()

describe('a substitute', () => {
  const substitute = (sessionId: string, version: number, practitionerId = 'prac-002') =>
    clinic.staff.post(`${api}/sessions/${sessionId}/substitution`, { version, practitionerId })

  it('takes the session with its numbers, codes and times; the time of both and what patients see follow', async () => {
    const session = await published(clinic.staff)
    const held = ok(await book(clinic.staff, freeIn(session)[0], 'p-1'))
    const after = ok(await substitute(session.sessionId, session.version))
    expect(after).toMatchObject({
      practitionerId: 'prac-002',
      practitionerName: 'prac-002',
      substituteFor: { practitionerId: 'prac-001', practitionerName: 'prac-001' },
      version: session.version + 1,
    })
    expect(await claimsOf('prac-001', session.date)).toEqual([])
    expect(await claimsOf('prac-002', session.date)).toEqual([session.sessionId])
    expect(await weekOf('prac-001', session.date)).toEqual([])
    expect(await weekOf('prac-002', session.date)).toEqual([session.sessionId])
    expect(await mine('p-1')).toMatchObject([
      {
        appointmentId: held.appointmentId,
        code: held.code,
        slotId: held.slotId,
        practitionerName: 'prac-002',
      },
    ])
    expect(await noticesOf('substituted')).toEqual(['p-1'])
    expect(ok(await substitute(session.sessionId, session.version)).version).toBe(after.version)
  })

  it('follows in the work of both, and the first can come back', async () => {
    const relay = openRelaying(clinic)
    const session = await published(clinic.staff)
    ok(await substitute(session.sessionId, session.version))
    await relay()
    const repository = schedulingRepository(clinic.platform)
    const states = async (practitionerId: string) =>
      (await repository.listWork(practitionerId, session.date, `${session.date}z`)).map(
        ({ work }) => work.state,
      )
    expect([await states('prac-001'), await states('prac-002')]).toEqual([['discarded'], ['published']])
    const back = ok(await substitute(session.sessionId, session.version + 1, 'prac-001'))
    expect(back.substituteFor).toBeUndefined()
    await relay()
    expect([await states('prac-001'), await states('prac-002')]).toEqual([['published'], ['discarded']])
  })

  it('is refused where they are elsewhere, may not work here, hold it already, or for another site', async () => {
    const session = await published(clinic.staff)
    await published(clinic.otherStaff, { departmentId: 'dep-051', practitionerId: 'prac-002' }, donghu)
    const type = async (asked: ReturnType<typeof substitute>) => (await asked).body.type.split(':').at(-1)
    expect(await type(substitute(session.sessionId, session.version))).toBe('time-claimed')
    expect(await type(substitute(session.sessionId, session.version, 'prac-999'))).toBe(
      'practitioner-unknown',
    )
    expect(await type(substitute(session.sessionId, session.version, 'prac-001'))).toBe('same-practitioner')
    expect(await type(substitute(session.sessionId, 99, 'prac-003'))).toBe('stale-version')
    const path = `${api}/sessions/${session.sessionId}/substitution`
    for (const by of [clinic.otherStaff, clinic.doctor, clinic.office, clinic.patient])
      expect(
        (await by.post(path, { version: session.version, practitionerId: 'prac-003' })).status,
      ).toBeGreaterThanOrEqual(403)
  })

  it('two at once: one takes it, and only that one has the time', async () => {
    const session = await published(clinic.staff)
    const answers = await Promise.all([
      substitute(session.sessionId, session.version, 'prac-002'),
      substitute(session.sessionId, session.version, 'prac-003'),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const practitionerId = answers.find(({ status }) => status === 200)?.body.practitionerId
    for (const one of ['prac-001', 'prac-002', 'prac-003'])
      expect(await claimsOf(one, session.date)).toEqual(one === practitionerId ? [session.sessionId] : [])
  })
})

describe('a swap', () => {
  const swap = (
    a: { sessionId: string; version: number },
    b: { sessionId: string; version: number },
    by = clinic.staff,
  ) =>
    by.post(`${api}/sessions/${a.sessionId}/swap`, {
      version: a.version,
      withSessionId: b.sessionId,
      withVersion: b.version,
    })

  it('of the same half-day exchanges both in one write', async () => {
    const one = await published(clinic.staff)
    const other = await published(clinic.staff, { practitionerId: 'prac-002', room: '3 诊室' })
    ok(await book(clinic.staff, freeIn(one)[0], 'p-1'))
    ok(await book(clinic.staff, freeIn(other)[0], 'p-2'))
    const { sessions } = ok(await swap(one, other))
    expect(sessions.map(({ practitionerId }: { practitionerId: string }) => practitionerId)).toEqual([
      'prac-002',
      'prac-001',
    ])
    expect(await claimsOf('prac-001', one.date)).toEqual([other.sessionId])
    expect(await claimsOf('prac-002', one.date)).toEqual([one.sessionId])
    expect(await weekOf('prac-001', one.date)).toEqual([other.sessionId])
    expect(await noticesOf('substituted')).toEqual(['p-1', 'p-2'])
    expect(ok(await swap(one, other)).sessions).toHaveLength(2)
  })

  it('of two sites and days is for the office', async () => {
    const one = await published(clinic.staff)
    const other = await published(
      clinic.otherStaff,
      { departmentId: 'dep-051', practitionerId: 'prac-002', date: '2026-09-24' },
      donghu,
    )
    expect((await swap(one, other)).status).toBe(404)
    ok(await swap(one, other, clinic.office))
    expect(await claimsOf('prac-001', one.date)).toEqual([])
    expect(await claimsOf('prac-001', other.date)).toEqual([other.sessionId])
    expect(await claimsOf('prac-002', one.date)).toEqual([one.sessionId])
    expect([await weekOf('prac-001', one.date), await weekOf('prac-001', other.date)]).toEqual([
      [],
      [other.sessionId],
    ])
  })

  it('leaves both as they were where one of them has no time', async () => {
    const one = await published(clinic.staff)
    const other = await published(clinic.staff, { practitionerId: 'prac-002', date: '2026-09-17' })
    await published(clinic.otherStaff, { departmentId: 'dep-051', date: '2026-09-17' }, donghu)
    expect((await swap(one, other)).body.type).toBe('urn:problem:scheduling:time-claimed')
    expect((await readSession(clinic.staff, other.sessionId)).version).toBe(other.version)
    expect(await claimsOf('prac-002', other.date)).toEqual([other.sessionId])
  })

  it('against a claim elsewhere at the same moment: never two commitments at one time', async () => {
    for (let round = 0; round < 8; round++) {
      clinic = await openClinic({ patients })
      const one = await published(clinic.staff)
      const other = await published(clinic.staff, { practitionerId: 'prac-002', date: '2026-09-17' })
      const elsewhere = published(
        clinic.otherStaff,
        { departmentId: 'dep-051', date: '2026-09-17' },
        donghu,
      ).catch(() => undefined)
      await Promise.all([swap(one, other), elsewhere])
      const { commitments } = await openClaims(clinic.platform.table).readDay('prac-001', '2026-09-17')
      expect(commitments).toHaveLength(1)
    }
  }, 60_000)
})

/** The staff of the site over a table that a test disturbs. */
async function staffOver(table: Table) {
  const platform = await testPlatform({ context: 'scheduling', now: () => clinic.clock.now, table })
  const app = createApp(schedulingContract, schedulingRoutes(platform), platform)
  return asking(app, await people(platform).clinicStaff(wangjing))
}

describe('a session that moves', () => {
  const moveTo = (session: { sessionId: string; version: number }, to: object, key?: string) =>
    clinic.staff.post(
      `${api}/sessions/${session.sessionId}/move`,
      { version: session.version, date: '2026-09-16', time: { start: 540, end: 720 }, room: '2 诊室', ...to },
      key,
    )

  it('in its half-day keeps its id, numbers and patients; times and room change everywhere', async () => {
    const session = await published(clinic.staff)
    const held = ok(await book(clinic.staff, freeIn(session)[1], 'p-1'))
    const { session: after, moved } = ok(
      await moveTo(session, { time: { start: 570, end: 750 }, room: '5 诊室' }),
    )
    expect(moved).toBe(1)
    expect(after.cells[0].time).toEqual({ start: 570, end: 585 })
    expect(await mine('p-1')).toMatchObject([
      { slotId: held.slotId, code: held.code, room: '5 诊室', time: { start: held.time.start + 30 } },
    ])
    const { commitments } = await openClaims(clinic.platform.table).readDay('prac-001', session.date)
    expect(commitments).toMatchObject([{ claimId: session.sessionId, time: { start: 570, end: 750 } }])
    expect(await noticesOf('clinic-moved')).toEqual(['p-1'])
    expect(
      (await moveTo({ ...session, version: after.version }, { time: { start: 570, end: 630 } })).body.type,
    ).toBe('urn:problem:scheduling:plan-invalid')
  })

  it('to another day takes everybody along, with id and code; who cannot is looked after', async () => {
    const session = await published(clinic.staff)
    const numbers = freeIn(session)
    const held = []
    for (const [index, patientId] of ['p-1', 'p-2', 'p-3'].entries())
      held.push(ok(await book(clinic.staff, numbers[index], patientId)))
    const busy = await published(clinic.staff, {
      date: '2026-09-23',
      practitionerId: 'prac-002',
      room: '4 诊室',
      kind: 'child',
    })
    ok(await book(clinic.staff, freeIn(busy)[0], 'p-3'))
    const key = 'a-key-of-this-move'
    const done = ok(await moveTo(session, { date: '2026-09-23' }, key))
    expect(done).toMatchObject({
      moved: 2,
      left: 1,
      session: { date: '2026-09-23', movedFrom: session.sessionId },
    })
    expect(await mine('p-1')).toMatchObject([
      {
        appointmentId: held[0].appointmentId,
        code: held[0].code,
        date: '2026-09-23',
        number: held[0].number,
      },
    ])
    expect(await noticesOf('clinic-moved')).toEqual(['p-1', 'p-2'])
    const { cascade } = await readCascade(clinic.staff, session.sessionId)
    expect(cascade).toMatchObject({ reason: 'moved', patients: 1 })
    const again = await moveTo(session, { date: '2026-09-23' }, key)
    expect(again.body).toMatchObject({ moved: 2, left: 1, session: { sessionId: done.session.sessionId } })
    expect(await claimsOf('prac-001', '2026-09-16')).toEqual([])
    expect(await claimsOf('prac-001', '2026-09-23')).toEqual([done.session.sessionId])
  })

  it('killed after any of its writes, goes on by itself until everybody is there', async () => {
    const engine = await openEngine()
    for (let after = 1; after <= 4; after++) {
      const plain = await freshTable(engine)
      clinic = await openClinic({ table: plain, patients })
      const session = await published(clinic.staff)
      const numbers = freeIn(session)
      for (const [index, patientId] of ['p-1', 'p-2', 'p-3'].entries())
        ok(await book(clinic.staff, numbers[index], patientId))
      let writes = 0
      const fault: Fault = async (command, _, send) => {
        if (command === 'TransactWriteItemsCommand' && ++writes > after) throw new Error('killed')
        return send()
      }
      const killed = await staffOver(sameTable(engine, plain, { fault }))
      const body = {
        version: session.version,
        date: '2026-09-23',
        time: { start: 540, end: 720 },
        room: '2 诊室',
      }
      const path = `${api}/sessions/${session.sessionId}/move`
      expect((await killed.post(path, body, 'a-key-of-this-move')).status).toBe(500)
      await runJobs(clinic)
      const days = await Promise.all(['p-1', 'p-2', 'p-3'].map(async (one) => (await mine(one))[0]))
      expect(days.map(({ date, stopped }) => `${date} ${stopped ?? ''}`)).toEqual(
        Array(3).fill('2026-09-23 '),
      )
      const held = new Set(days.map(({ slotId }) => slotId))
      expect(held.size).toBe(3)
    }
  }, 60_000)

  it('is for the staff of its site', async () => {
    const session = await published(clinic.staff)
    const body = {
      version: session.version,
      date: '2026-09-23',
      time: { start: 540, end: 720 },
      room: '2 诊室',
    }
    for (const by of [clinic.otherStaff, clinic.office, clinic.doctor, clinic.patient])
      expect(
        (await by.post(`${api}/sessions/${session.sessionId}/move`, body)).status,
      ).toBeGreaterThanOrEqual(403)
  })
})
