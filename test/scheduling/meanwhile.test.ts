import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '#functions/platform/table.ts'
import { type Engine, freshTable, openEngine } from '#test/support/engine.ts'
import { lineIn, openRelaying, readCascade, runJobs, stop } from './cascade-support.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Clinic,
  cancel,
  donghu,
  draft,
  freeIn,
  minutes,
  move,
  ok,
  openClinic,
  plan,
  practitionerEvent,
  published,
  readSession,
  wangjing,
} from './support.ts'

const api = '/api/scheduling'

/** Something that happens just before a call goes to the database, once. */
interface Meanwhile {
  readonly before: (command: string, body: string) => boolean
  readonly happens: () => Promise<unknown>
}

let engine: Engine
let clinic: Clinic
let relay: () => Promise<void>
let meanwhile: Meanwhile | undefined

const hook: Fault = async (command, body, send) => {
  const planned = meanwhile
  if (!planned?.before(command, JSON.stringify(body))) return send()
  meanwhile = undefined
  await planned.happens()
  return send()
}
const onWriting =
  (what: string) =>
  (command: string, body: string): boolean =>
    command === 'TransactWriteItemsCommand' && body.includes(what)

beforeAll(async () => {
  engine = await openEngine()
})
beforeEach(async () => {
  meanwhile = undefined
  clinic = await openClinic({ table: await freshTable(engine, { fault: hook }) })
  relay = openRelaying(clinic)
})

const friday = '2026-09-18'
const here = { date: friday, room: '1 诊室' }
const there = { ...here, practitionerId: 'prac-002' }

/** From now on they may not see patients at Donghu, of which nobody is told but by the absence of the site. */
const leavesDonghu = (practitionerId: string, version = 2) => {
  const practice = { practiceId: 'pr', siteId: wangjing, basis: 'alliance' as const }
  const sites = [{ ...practice, from: '2026-01-01', to: '2027-12-31' }]
  const told = practitionerEvent(practitionerId, { name: practitionerId, version, sites })
  return clinic.hear('practitioners/practice-ended', told)
}
const endsMeanwhile = (practitionerId: string, what: string): void => {
  meanwhile = {
    before: onWriting(what),
    happens: async () => {
      await leavesDonghu(practitionerId)
      await runJobs(clinic)
    },
  }
}

describe('a practice that ends while a session changes hands', () => {
  it('stops a session that somebody is swapped into', async () => {
    const mine = await published(clinic.staff, here)
    const theirs = await published(clinic.otherStaff, { ...there, date: '2026-09-21' }, donghu)
    await relay()
    endsMeanwhile('prac-001', 'sessions-swapped')
    const more = { withSessionId: theirs.sessionId, withVersion: theirs.version }
    const path = `${api}/sessions/${mine.sessionId}/swap`
    ok(await clinic.office.post(path, { version: mine.version, ...more }))
    await relay()
    await runJobs(clinic)
    expect((await readSession(clinic.otherStaff, theirs.sessionId)).state).toBe('stopped')
    expect((await readSession(clinic.staff, mine.sessionId)).state).toBe('published')
  })

  it('discards a draft that is given to somebody', async () => {
    const { sessionId, version } = await draft(clinic.otherStaff, there, donghu)
    await relay()
    endsMeanwhile('prac-001', 'session-changed')
    const changed = plan({ ...here, departmentId: 'dep-051' })
    const path = `${api}/sessions/${sessionId}`
    ok(await clinic.otherStaff.put(path, { version, plan: changed }))
    await relay()
    await runJobs(clinic)
    expect((await clinic.otherStaff.get(path)).status).toBe(404)
  })

  it('reaches what is published in the very millisecond in which everything is looked through', async () => {
    const { sessionId, version } = await draft(clinic.otherStaff, here, donghu)
    meanwhile = {
      before: onWriting('session-published'),
      happens: () => leavesDonghu('prac-001'),
    }
    ok(await clinic.otherStaff.post(`${api}/sessions/${sessionId}/publication`, { version }))
    meanwhile = {
      before: (command, body) => command.startsWith('Transact') && body.includes('"Delete"'),
      happens: relay,
    }
    await runJobs(clinic)
    await runJobs(clinic)
    expect((await readSession(clinic.otherStaff, sessionId)).state).toBe('stopped')
  })
})

describe('a stop whose patients are looked after at that moment', () => {
  const begin = (sessionId: string) =>
    clinic.staff.send('POST', `${api}/sessions/${sessionId}/cascade`, { offers: false })

  it('has a line for everybody, whoever read the session before it was stopped', async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.staff, freeIn(session)[0]))
    const isSession = (body: string) => body.includes('"e#') && body.includes(session.sessionId.slice(-6))
    meanwhile = {
      before: (command, body) => command === 'GetItemCommand' && isSession(body),
      happens: async () => {
        await new Promise((resume) => setTimeout(resume, 40))
        ok(await stop(clinic.staff, session.sessionId))
      },
    }
    ok(await begin(session.sessionId))
    expect(await lineIn(clinic.staff, session.sessionId, 'p-1')).toMatchObject({ state: 'open' })
  })

  it('has no line for who cancels before it is written', async () => {
    const session = await published(clinic.staff)
    const held = ok(await book(clinic.staff, freeIn(session)[0]))
    ok(await book(clinic.staff, freeIn(session)[1], 'p-2'))
    ok(await stop(clinic.staff, session.sessionId))
    clinic.clock.now += 10 * minutes
    meanwhile = {
      before: onWriting('cascade-begun'),
      happens: async () => {
        ok(await cancel(clinic.patient, held))
        await relay()
      },
    }
    await runJobs(clinic)
    const { lines } = await readCascade(clinic.staff, session.sessionId)
    expect(lines.map(({ patientId }) => patientId)).toEqual(['p-2'])
  })
})

describe('who books while a session changes', () => {
  const listed = async () => {
    const { appointments } = ok(await clinic.patient.get(`${api}/patients/p-1/appointments`))
    return appointments[0]
  }
  const substitution = (sessionId: string, version: number) =>
    clinic.staff.send('POST', `${api}/sessions/${sessionId}/substitution`, {
      version,
      practitionerId: 'prac-002',
    })

  it('is booked with who will be there', async () => {
    const session = await published(clinic.staff)
    meanwhile = {
      before: onWriting('appointment-booked'),
      happens: async () => ok(await substitution(session.sessionId, session.version)),
    }
    ok(await book(clinic.patient, freeIn(session)[0]))
    expect(await listed()).toMatchObject({ practitionerId: 'prac-002' })
  })

  it('is told of the substitute like everybody else', async () => {
    const session = await published(clinic.staff)
    meanwhile = {
      before: onWriting('session-substituted'),
      happens: async () => ok(await book(clinic.patient, freeIn(session)[0])),
    }
    ok(await substitution(session.sessionId, session.version))
    expect(await listed()).toMatchObject({ practitionerId: 'prac-002' })
    const told = (await entriesOf(clinic.platform.table)).find(({ act }) => act === 'session-substituted')
    expect(told?.patientIds).toEqual(['p-1'])
  })

  it('is booked into the room where it will be', async () => {
    const session = await published(clinic.staff)
    meanwhile = {
      before: onWriting('appointment-booked'),
      happens: async () =>
        ok(
          await clinic.staff.post(`${api}/sessions/${session.sessionId}/move`, {
            ...{ version: session.version, date: session.date, time: session.time, room: '9 诊室' },
          }),
        ),
    }
    ok(await book(clinic.patient, freeIn(session)[0]))
    expect(await listed()).toMatchObject({ room: '9 诊室' })
  })
})

describe('who leaves a number while its session changes hands', () => {
  const substituted = (sessionId: string, version: number) =>
    clinic.staff.send('POST', `${api}/sessions/${sessionId}/substitution`, {
      version,
      practitionerId: 'prac-003',
    })
  const listed = async () => {
    const { appointments } = ok(await clinic.patient.get(`${api}/patients/p-1/appointments`))
    return appointments[0]
  }

  it('keeps the doctor they have moved to', async () => {
    const mine = await published(clinic.staff)
    const other = await published(clinic.staff, { practitionerId: 'prac-002', room: '3 诊室' })
    const appointment = ok(await book(clinic.patient, freeIn(mine)[0]))
    meanwhile = {
      before: (command, body) => command === 'GetItemCommand' && body.includes('p-1'),
      happens: async () => ok(await move(clinic.patient, appointment, freeIn(other)[0])),
    }
    ok(await substituted(mine.sessionId, mine.version))
    expect(await listed()).toMatchObject({ practitionerId: 'prac-002', room: '3 诊室' })
    const told = (await entriesOf(clinic.platform.table)).find(({ act }) => act === 'session-substituted')
    expect(told).toBeDefined()
    expect(told?.patientIds).toBeUndefined()
  })

  it('is told that it is over where a move to the very same number meets its cancelling', async () => {
    const session = await published(clinic.staff)
    const appointment = ok(await book(clinic.patient, freeIn(session)[0]))
    meanwhile = {
      // The number has been read where the appointment is, and not yet where it is to go.
      before: (command) => command === 'QueryCommand' || command === 'BatchGetItemCommand',
      happens: async () => ok(await cancel(clinic.staff, appointment)),
    }
    const answer = await move(clinic.patient, appointment, appointment.slotId)
    expect(meanwhile).toBeUndefined()
    expect(answer).toMatchObject({ status: 409, body: { type: expect.stringContaining('step-not-allowed') } })
  })
})

describe('a morning that runs past 13:00', () => {
  const late = { time: { start: 660, end: 840 }, slotMinutes: 15 }
  const after13 = async (sessionId: string) =>
    (await readSession(clinic.staff, sessionId)).slots.find(
      ({ time, pool, state }) => time.start >= 780 && pool === 'public' && state === 'free',
    )
  const listed = async () => {
    const { appointments } = ok(await clinic.patient.get(`${api}/patients/p-1/appointments`))
    return appointments[0]
  }

  it('takes its last patients along like everybody: another doctor, a stop', async () => {
    const session = await published(clinic.staff, late)
    const slot = await after13(session.sessionId)
    const appointment = ok(await book(clinic.patient, slot?.slotId))
    const substitution = { version: session.version, practitionerId: 'prac-002' }
    ok(await clinic.staff.send('POST', `${api}/sessions/${session.sessionId}/substitution`, substitution))
    expect(await listed()).toMatchObject({
      appointmentId: appointment.appointmentId,
      practitionerId: 'prac-002',
    })
    ok(await stop(clinic.staff, session.sessionId))
    expect(await listed()).toMatchObject({ stopped: true })
  })
})
