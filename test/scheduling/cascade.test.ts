import { beforeEach, describe, expect, it } from 'vitest'
import { answer, lineIn, openRelaying, readCascade, runJobs, stop, stopAndBegin } from './cascade-support.ts'
import { entriesOf } from './journal-of.ts'
import {
  book,
  type Clinic,
  cancel,
  donghu,
  freeIn,
  minutes,
  move,
  ok,
  openClinic,
  practitionerEvent,
  published,
  readSession,
  wangjing,
} from './support.ts'

const api = '/api/scheduling'
const patients = Array.from({ length: 6 }, (_, index) => `p-${index + 1}`)

let clinic: Clinic
let relay: () => Promise<void>
beforeEach(async () => {
  clinic = await openClinic({ patients })
  relay = openRelaying(clinic)
})

/** A session of tomorrow with so many booked, by the patients' order. */
async function booked(count: number, changed: object = {}, siteId = wangjing) {
  const session = await published(clinic.staff, changed, siteId)
  const numbers = freeIn(session)
  const held = []
  for (const [index, patientId] of patients.slice(0, count).entries())
    held.push(ok(await book(clinic.staff, numbers[index], patientId)))
  return { session, held }
}

/** Three public numbers of another doctor at the same site, two days on. */
const small = {
  date: '2026-09-18',
  practitionerId: 'prac-002',
  room: '3 诊室',
  quotas: { public: 3, clinic: 0, referral: 0 },
}

describe('the preview of a stop', () => {
  it('says for each patient where they would fit: here, nearby, or nowhere', async () => {
    const { session } = await booked(5)
    await published(clinic.staff, small)
    await published(
      clinic.otherStaff,
      {
        ...small,
        departmentId: 'dep-051',
        practitionerId: 'prac-003',
        quotas: { public: 1, clinic: 0, referral: 0 },
      },
      donghu,
    )
    const preview = ok(await clinic.staff.get(`${api}/sessions/${session.sessionId}/stop-preview`))
    expect(preview).toMatchObject({
      affected: 5,
      counts: { here: 3, nearby: 1, call: 1 },
      nearbySites: ['东湖'],
    })
    const slots = preview.lines.flatMap(
      (line: { alternative?: { slotId: string } }) => line.alternative?.slotId ?? [],
    )
    expect(new Set(slots).size).toBe(4)
    expect((await entriesOf(clinic.platform.table)).some(({ act }) => act === 'stop-preview-read')).toBe(true)
  })

  it('is for the staff of the site alone', async () => {
    const { session } = await booked(1)
    for (const by of [clinic.otherStaff, clinic.office, clinic.doctor, clinic.patient])
      expect(
        (await by.get(`${api}/sessions/${session.sessionId}/stop-preview`)).status,
      ).toBeGreaterThanOrEqual(403)
  })
})

describe('the cascade', () => {
  it('begins when the stop can no longer be taken back: numbers are kept, patients told, the rest is called', async () => {
    const { session } = await booked(4)
    await published(clinic.staff, small)
    ok(await stop(clinic.staff, session.sessionId))
    await runJobs(clinic)
    expect((await clinic.staff.get(`${api}/sessions/${session.sessionId}/cascade`)).status).toBe(404)
    clinic.clock.now += 10 * minutes
    await runJobs(clinic)
    const { cascade, lines } = await readCascade(clinic.staff, session.sessionId)
    expect(cascade).toMatchObject({
      patients: 4,
      state: 'running',
      counts: { offered: 3, 'to-call': 1, open: 0 },
    })
    const kept = lines.flatMap(({ offer }) => offer?.slotId ?? [])
    expect(new Set(kept).size).toBe(3)
    const notices = (await entriesOf(clinic.platform.table))
      .flatMap(({ data }) => JSON.parse(data ?? '{}').notices ?? [])
      .map(({ template, patientId }: { template: string; patientId: string }) => `${template} ${patientId}`)
    expect(notices.filter((one) => !one.startsWith('booked')).sort()).toEqual([
      'clinic-stopped p-4',
      'reoffer p-1',
      'reoffer p-2',
      'reoffer p-3',
    ])
  })

  it('never begins for a stop that was taken back', async () => {
    const { session } = await booked(1)
    const stopped = ok(await stop(clinic.staff, session.sessionId))
    clinic.clock.now += 5 * minutes
    ok(
      await clinic.staff.post(`${api}/sessions/${session.sessionId}/resumption`, {
        version: stopped.session.version,
      }),
    )
    clinic.clock.now += 20 * minutes
    await runJobs(clinic)
    expect((await clinic.staff.get(`${api}/sessions/${session.sessionId}/cascade`)).status).toBe(404)
  })

  it('begun at once makes the stop final', async () => {
    const { session } = await booked(1)
    ok(await stop(clinic.staff, session.sessionId))
    ok(await clinic.staff.post(`${api}/sessions/${session.sessionId}/cascade`, {}))
    const { version } = await readSession(clinic.staff, session.sessionId)
    await runJobs(clinic)
    expect((await readCascade(clinic.staff, session.sessionId)).cascade.counts).toMatchObject({
      open: 0,
      'to-call': 1,
    })
    const again = await clinic.staff.post(`${api}/sessions/${session.sessionId}/resumption`, { version })
    expect(again.body.type).toBe('urn:problem:scheduling:stop-final')
  })

  it('run twice offers nothing twice', async () => {
    const { session } = await booked(3)
    await published(clinic.staff, small)
    await stopAndBegin(clinic, session.sessionId)
    const before = await readCascade(clinic.staff, session.sessionId)
    ok(await clinic.staff.post(`${api}/sessions/${session.sessionId}/cascade`, {}))
    await runJobs(clinic)
    await runJobs(clinic)
    expect((await readCascade(clinic.staff, session.sessionId)).lines).toEqual(before.lines)
  })

  it('keeps the appointment and its code when the patient accepts', async () => {
    const { session, held } = await booked(1)
    await published(clinic.staff, small)
    await stopAndBegin(clinic, session.sessionId)
    const line = await lineIn(clinic.staff, session.sessionId, 'p-1')
    const { appointment } = ok(await answer(clinic.guardian, line, 'accept'))
    expect(appointment).toMatchObject({
      appointmentId: held[0].appointmentId,
      code: held[0].code,
      slotId: line.offer?.slotId,
    })
    expect(appointment.stopped).toBeUndefined()
    const { cascade, lines } = await readCascade(clinic.staff, session.sessionId)
    expect(cascade).toMatchObject({ state: 'all-reached', counts: { moved: 1 } })
    expect(lines[0]).toMatchObject({ state: 'moved', reached: { how: 'answer' } })
  })

  it('offers another number to who declines or does not answer, and then somebody calls', async () => {
    const { session } = await booked(1)
    await published(clinic.staff, small)
    await stopAndBegin(clinic, session.sessionId)
    const first = await lineIn(clinic.staff, session.sessionId, 'p-1')
    clinic.clock.now = (first.offer?.until ?? 0) + 1
    await runJobs(clinic)
    const second = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect(second.state).toBe('offered')
    expect(second.offer?.slotId).not.toBe(first.offer?.slotId)
    expect((await answer(clinic.patient, first, 'accept')).body.type).toBe(
      'urn:problem:scheduling:offer-over',
    )
    ok(await answer(clinic.patient, second, 'decline'))
    const third = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect(third).toMatchObject({ state: 'to-call', reached: { how: 'answer' } })
    const { slots } = await readSession(clinic.staff, (second.offer?.slotId ?? '').slice(0, -3))
    expect(slots.every(({ hold }) => hold === undefined)).toBe(true)
    const { lines } = ok(await clinic.staff.get(`${api}/sites/${wangjing}/not-reached`))
    expect(lines).toHaveLength(1)
  })

  it('cancels for who gives up, and follows who moves or cancels in the usual way', async () => {
    const { session, held } = await booked(3)
    const other = await published(clinic.staff, small)
    await stopAndBegin(clinic, session.sessionId)
    ok(await answer(clinic.patient, await lineIn(clinic.staff, session.sessionId, 'p-1'), 'cancel'))
    ok(await cancel(clinic.otherPatient, held[1]))
    const third = await lineIn(clinic.staff, session.sessionId, 'p-3')
    ok(await move(clinic.staff, held[2], third.offer?.slotId))
    await relay()
    const { cascade, lines } = await readCascade(clinic.staff, session.sessionId)
    expect(lines.map(({ state, reached }) => [state, reached?.how])).toEqual([
      ['cancelled', 'answer'],
      ['cancelled', 'answer'],
      ['moved', 'desk'],
    ])
    expect(cascade.state).toBe('all-reached')
    const { slots } = await readSession(clinic.staff, other.sessionId)
    expect(slots.filter(({ hold }) => hold)).toEqual([])
  })

  it('gives a number that nobody takes to the waiting list', async () => {
    const { session } = await booked(1)
    await published(clinic.staff, { ...small, quotas: { public: 1, clinic: 0, referral: 0 } })
    await relay()
    await stopAndBegin(clinic, session.sessionId)
    await relay()
    const wish = { from: '2026-09-18', to: '2026-09-18' }
    const { waitId } = ok(
      await clinic.otherPatient.post(`${api}/sites/${wangjing}/waits`, {
        patientId: 'p-2',
        visit: 'return',
        wish,
      }),
    )
    await relay()
    ok(await answer(clinic.patient, await lineIn(clinic.staff, session.sessionId, 'p-1'), 'decline'))
    await relay()
    const { waits } = ok(await clinic.otherPatient.get(`${api}/patients/p-2/waits`))
    expect(waits.find((one: { waitId: string }) => one.waitId === waitId)?.state).toBe('offered')
  })

  it('does not offer what conflicts with the bookings of the patient', async () => {
    const { session } = await booked(1)
    const other = await published(clinic.staff, {
      date: '2026-09-18',
      practitionerId: 'prac-003',
      room: '4 诊室',
      kind: 'child',
    })
    ok(await book(clinic.staff, freeIn(other)[0], 'p-1'))
    await published(clinic.staff, small)
    await stopAndBegin(clinic, session.sessionId)
    expect((await lineIn(clinic.staff, session.sessionId, 'p-1')).state).toBe('to-call')
  })

  it('withdraws a number whose own session is stopped, and offers another', async () => {
    const { session } = await booked(1)
    const other = await published(clinic.staff, small)
    const last = await published(clinic.staff, {
      ...small,
      date: '2026-09-19',
      practitionerId: 'prac-003',
    })
    await stopAndBegin(clinic, session.sessionId)
    const first = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect(first.offer?.sessionId).toBe(other.sessionId)
    ok(await stop(clinic.staff, other.sessionId))
    await relay()
    const after = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect(after).toMatchObject({ state: 'offered', tried: [], offer: { sessionId: last.sessionId } })
    expect((await answer(clinic.patient, first, 'accept')).body.type).toBe(
      'urn:problem:scheduling:offer-over',
    )
  })

  it('answers as the first time who asks again because the answer was lost', async () => {
    const { session } = await booked(2)
    await published(clinic.staff, small)
    await stopAndBegin(clinic, session.sessionId)
    const mine = await lineIn(clinic.staff, session.sessionId, 'p-1')
    const theirs = await lineIn(clinic.staff, session.sessionId, 'p-2')
    for (const _ of [1, 2]) {
      expect(ok(await answer(clinic.patient, mine, 'accept')).line.state).toBe('moved')
      expect(ok(await answer(clinic.otherPatient, theirs, 'cancel')).line.state).toBe('cancelled')
    }
  })

  it('lets staff call, write down who spoke, and offer a number of their choice', async () => {
    const { session } = await booked(2)
    await stopAndBegin(clinic, session.sessionId)
    const line = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect(line.state).toBe('to-call')
    const calls = `${api}/cascade-lines/${line.slotId}/calls`
    ok(await clinic.staff.post(calls, { version: line.version, outcome: 'no-answer' }))
    const stale = await clinic.staff.post(calls, { version: line.version, outcome: 'reached' })
    expect(stale.body.type).toBe('urn:problem:scheduling:stale-version')
    const note = '下周再约'
    const after = ok(await clinic.staff.post(calls, { version: line.version + 1, outcome: 'reached', note }))
    expect(after).toMatchObject({
      state: 'reached',
      unanswered: 1,
      reached: { how: 'call', by: `staff-${wangjing}`, note },
    })
    const later = await published(clinic.staff, small)
    const [choice] = ok(
      await clinic.staff.get(`${api}/cascade-lines/${line.slotId}/alternatives`),
    ).alternatives
    expect(choice.sessionId).toBe(later.sessionId)
    const offered = ok(
      await clinic.staff.post(`${api}/cascade-lines/${line.slotId}/offer`, {
        version: after.version,
        toSlotId: choice.slotId,
      }),
    )
    expect(offered).toMatchObject({ state: 'offered', offer: { slotId: choice.slotId } })
    ok(await answer(clinic.staff, offered, 'accept'))
    const stored = JSON.stringify(await entriesOf(clinic.platform.table))
    expect(stored).not.toContain(note)
  })

  it('keeps what became of each message, whatever the order of the receipts', async () => {
    const { session } = await booked(1)
    await published(clinic.staff, small)
    await stopAndBegin(clinic, session.sessionId)
    const line = await lineIn(clinic.staff, session.sessionId, 'p-1')
    const told = {
      noticeId: 'n-1',
      patientId: 'p-1',
      template: 'reoffer',
      about: `lost:${line.slotId}`,
      channel: 'sms',
      to: 'patient',
    }
    await clinic.hear('patients/notice-delivered', told)
    await clinic.hear('patients/notice-sent', told)
    await clinic.hear('patients/notice-failed', { ...told, to: 'guardian', reason: 'no-address', last: true })
    const after = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect(after.version).toBe(line.version)
    expect(after.told.map(({ to, state }) => `${to} ${state}`).sort()).toEqual([
      'guardian failed',
      'patient delivered',
    ])
    expect(ok(await clinic.staff.get(`${api}/sites/${wangjing}/not-reached`)).lines).toHaveLength(1)
    const csv = await clinic.staff.get(`${api}/sessions/${session.sessionId}/cascade.csv?lang=en`)
    expect(csv.body).toContain('Not reached')
    expect(csv.body).toContain('SMS/Patient: Delivered')
  })

  it('says that the guardian was told as well, where the message lies in both mailboxes', async () => {
    const { session } = await booked(1)
    await stopAndBegin(clinic, session.sessionId)
    const line = await lineIn(clinic.staff, session.sessionId, 'p-1')
    await clinic.hear('patients/notice-sent', {
      noticeId: 'n-2',
      patientId: 'p-1',
      template: 'reoffer',
      about: `lost:${line.slotId}`,
      channel: 'mailbox',
      to: 'patient',
      copies: ['patient', 'guardian'],
    })
    const { told } = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect(told.map(({ to, channel }) => `${channel} ${to}`).sort()).toEqual([
      'mailbox guardian',
      'mailbox patient',
    ])
  })

  it('stands among the stops of the site from the first minute, with when it begins', async () => {
    const { session } = await booked(1)
    ok(await stop(clinic.staff, session.sessionId))
    const list = async () =>
      ok(await clinic.staff.get(`${api}/sites/${wangjing}/cascades?from=2026-09-01&days=62`))
    const { sessionId } = session
    const beginsAt = clinic.clock.now + 10 * minutes
    expect(await list()).toMatchObject({ cascades: [], toCome: [{ sessionId, beginsAt }] })
    const past = `${api}/sites/${wangjing}/cascades?from=2026-08-01&days=2`
    expect(ok(await clinic.staff.get(past))).toEqual({ cascades: [], toCome: [] })
    clinic.clock.now = beginsAt
    await runJobs(clinic)
    expect(await list()).toMatchObject({ cascades: [{ sessionId }], toCome: [] })
  })

  it('shows the office how far it is without a name, and nobody else anything', async () => {
    const { session } = await booked(1)
    await stopAndBegin(clinic, session.sessionId)
    const all = ok(await clinic.office.get(`${api}/cascades?month=2026-09`))
    expect(all.cascades).toMatchObject([{ sessionId: session.sessionId, counts: { 'to-call': 1 } }])
    expect(JSON.stringify(all)).not.toContain('王桂兰')
    const paths = [`/sessions/${session.sessionId}/cascade`, `/sites/${wangjing}/not-reached`]
    for (const path of paths)
      for (const by of [clinic.office, clinic.otherStaff, clinic.patient, clinic.doctor])
        expect((await by.get(api + path)).status).toBeGreaterThanOrEqual(403)
    const line = await lineIn(clinic.staff, session.sessionId, 'p-1')
    expect((await answer(clinic.otherPatient, line, 'cancel')).status).toBe(404)
  })
})

describe('two at once', () => {
  it('the patient accepts while staff moves them: one number is held, once', async () => {
    for (let round = 0; round < 8; round++) {
      clinic = await openClinic({ patients })
      relay = openRelaying(clinic)
      const { session, held } = await booked(1)
      const other = await published(clinic.staff, small)
      await stopAndBegin(clinic, session.sessionId)
      const line = await lineIn(clinic.staff, session.sessionId, 'p-1')
      const free = freeIn(other).filter((slotId) => slotId !== line.offer?.slotId)
      await Promise.all([answer(clinic.patient, line, 'accept'), move(clinic.staff, held[0], free[0])])
      await relay()
      const { slots } = await readSession(clinic.staff, other.sessionId)
      expect(slots.filter((slot) => slot.held?.appointmentId === held[0].appointmentId)).toHaveLength(1)
      expect(slots.filter(({ hold }) => hold)).toEqual([])
      const after = await lineIn(clinic.staff, session.sessionId, 'p-1')
      expect(after.state).toBe('moved')
    }
  }, 60_000)

  it('an answer and the end of its time: one of the two, whole', async () => {
    for (let round = 0; round < 6; round++) {
      clinic = await openClinic({ patients })
      const { session } = await booked(1)
      await published(clinic.staff, small)
      await stopAndBegin(clinic, session.sessionId)
      const line = await lineIn(clinic.staff, session.sessionId, 'p-1')
      clinic.clock.now = (line.offer?.until ?? 0) - (round % 2 ? 1 : 0)
      const [answered] = await Promise.all([answer(clinic.patient, line, 'accept'), runJobs(clinic)])
      const after = await lineIn(clinic.staff, session.sessionId, 'p-1')
      expect(after.state).toBe(answered.status === 200 ? 'moved' : 'offered')
    }
  }, 60_000)
})

describe('the end of a practice', () => {
  const ended = (to: string, version: number) =>
    practitionerEvent('prac-001', {
      name: 'prac-001',
      version,
      sites: [{ practiceId: 'pr', siteId: wangjing, basis: 'alliance', from: '2026-01-01', to }],
    })

  it('stops what is published past it, discards drafts, and looks after the patients', async () => {
    const { session } = await booked(2)
    const inTime = await published(clinic.staff, { date: '2026-09-15', time: { start: 840, end: 1020 } })
    const draftOf = ok(
      await clinic.staff.post(`${api}/sites/${wangjing}/sessions`, { ...(await draftPlan()) }),
    )
    await published(clinic.staff, small)
    await relay()
    await clinic.hear('practitioners/practice-ended', ended('2026-09-15', 2))
    await runJobs(clinic)
    expect((await readSession(clinic.staff, session.sessionId)).state).toBe('stopped')
    expect((await readSession(clinic.staff, inTime.sessionId)).state).toBe('published')
    expect((await clinic.staff.get(`${api}/sessions/${draftOf.sessionId}`)).status).toBe(404)
    clinic.clock.now += 10 * minutes
    await runJobs(clinic)
    const { cascade } = await readCascade(clinic.staff, session.sessionId)
    expect(cascade).toMatchObject({ reason: 'practice-ended', counts: { offered: 2 } })
    await clinic.hear('practitioners/practice-ended', ended('2026-09-15', 2))
    await runJobs(clinic)
    expect((await readCascade(clinic.staff, session.sessionId)).cascade).toEqual(cascade)
    const { version } = await readSession(clinic.staff, session.sessionId)
    expect(
      (await clinic.staff.post(`${api}/sessions/${session.sessionId}/resumption`, { version })).status,
    ).toBe(409)
  })

  it('renewed in time changes nothing', async () => {
    const { session } = await booked(1)
    await relay()
    await clinic.hear('practitioners/practice-ended', ended('2026-09-15', 2))
    await clinic.hear('practitioners/practice-filed', ended('2027-12-31', 3))
    await runJobs(clinic)
    expect((await readSession(clinic.staff, session.sessionId)).state).toBe('published')
  })

  it('reaches a session that was being published at that moment', async () => {
    await relay()
    const { session } = await booked(1)
    await clinic.hear('practitioners/practice-ended', ended('2026-09-15', 2))
    await runJobs(clinic)
    expect((await readSession(clinic.staff, session.sessionId)).state).toBe('published')
    await relay()
    await runJobs(clinic)
    expect((await readSession(clinic.staff, session.sessionId)).state).toBe('stopped')
  })
})

const draftPlan = async () => {
  const { plan } = await import('./support.ts')
  return plan({ date: '2026-09-22' })
}
