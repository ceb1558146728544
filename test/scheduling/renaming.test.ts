import { beforeEach, describe, expect, it } from 'vitest'
import { sessionNames } from '#shared/scheduling/index.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Clinic,
  draft,
  freeIn,
  ok,
  openClinic,
  practitionerEvent,
  published,
  siteEvent,
  wangjing,
} from './support.ts'
import { settling } from './waiting-support.ts'

const api = '/api/scheduling'

describe('the names of a session', () => {
  const session = { siteName: '望京', practitionerName: '李敏', practitionerTitle: 'chief' }

  it('change with those of its site and practitioner, and stay where nothing is known', () => {
    expect(sessionNames(session, { siteName: '望京', name: '李敏', title: 'chief' })).toBeUndefined()
    expect(sessionNames(session, {})).toBeUndefined()
    expect(sessionNames(session, { title: 'associate-chief' })).toEqual({
      ...session,
      practitionerTitle: 'associate-chief',
    })
  })
})

describe('a name that changes', () => {
  let clinic: Clinic
  let settle: () => Promise<void>
  beforeEach(async () => {
    clinic = await openClinic()
    settle = settling(clinic)
  })
  const read = async (sessionId: string) => ok(await clinic.staff.get(`${api}/sessions/${sessionId}`))
  const mine = async () => ok(await clinic.patient.get(`${api}/patients/p-1/appointments`)).appointments
  const renamedIn = async () =>
    (await entriesOf(clinic.platform.table)).filter(({ act }) => act === 'session-renamed')

  it("of a practitioner is in their sessions to come and in their patients' appointments, once", async () => {
    const session = await published(clinic.staff)
    const planned = await draft(clinic.staff, { date: '2026-09-17' })
    const others = await published(clinic.staff, { practitionerId: 'prac-002', room: '3' })
    ok(await book(clinic.patient, freeIn(session)[0], 'p-1'))
    await settle()
    const told = practitionerEvent('prac-001', { name: '李敏', title: 'associate-chief', version: 2 })
    await clinic.hear('practitioners/practitioner-changed', told)
    const now = { practitionerName: '李敏', practitionerTitle: 'associate-chief' }
    expect(await read(session.sessionId)).toMatchObject({ ...now, version: session.version + 1 })
    expect(await read(planned.sessionId)).toMatchObject(now)
    expect((await read(others.sessionId)).version).toBe(others.version)
    expect(await mine()).toMatchObject([{ practitionerName: '李敏' }])
    await clinic.hear('practitioners/practitioner-changed', told)
    const older = practitionerEvent('prac-001', { name: '李民', version: 1 })
    await clinic.hear('practitioners/practitioner-changed', older)
    expect(await read(session.sessionId)).toMatchObject({ ...now, version: session.version + 1 })
    const entries = await renamedIn()
    expect(entries).toHaveLength(2)
    expect(entries).toMatchObject([{ personId: 'system' }, { personId: 'system' }])
    expect(entries.flatMap(({ patientIds = [] }) => patientIds)).toEqual(['p-1'])
  })

  it('of a site that comes by import, or while a session was stopped, is in its sessions too', async () => {
    const session = await published(clinic.staff)
    const path = `${api}/sessions/${session.sessionId}`
    ok(await clinic.staff.post(`${path}/stop`, { version: session.version, reason: 'practitioner-ill' }))
    await settle()
    const sites = [siteEvent(wangjing, { name: '望京西园中心', version: 2 })]
    await clinic.hear('alliance/sites-imported', { sites })
    expect((await read(session.sessionId)).siteName).not.toBe('望京西园中心')
    const { version } = await read(session.sessionId)
    ok(await clinic.staff.post(`${path}/resumption`, { version }))
    await settle()
    expect(await read(session.sessionId)).toMatchObject({ siteName: '望京西园中心', state: 'published' })
    const later = siteEvent(wangjing, { name: '望京东园中心', version: 3 })
    await clinic.hear('alliance/sites-imported', { sites: [later] })
    expect(await read(session.sessionId)).toMatchObject({ siteName: '望京东园中心' })
  })

  it("of a site is in its sessions, its patients' appointments and the practitioner's week", async () => {
    const session = await published(clinic.staff)
    ok(await book(clinic.patient, freeIn(session)[0], 'p-1'))
    await settle()
    await clinic.hear('alliance/site-changed', siteEvent(wangjing, { name: '望京西园中心', version: 2 }))
    await settle()
    expect(await read(session.sessionId)).toMatchObject({ siteName: '望京西园中心' })
    expect(await mine()).toMatchObject([{ siteName: '望京西园中心' }])
    const week = ok(await clinic.doctor.get(`${api}/practitioners/prac-001/week?from=2026-09-14`))
    expect(JSON.stringify(week)).toContain('望京西园中心')
  })
})
