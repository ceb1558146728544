import { beforeEach, describe, expect, it } from 'vitest'
import { type Fault, metered } from '#functions/platform/table.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type { RosterRequest } from '#shared/scheduling/index.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import { asking, people } from '#test/support/platform.ts'
import {
  type Clinic,
  ok,
  openClinic,
  practitionerEvent,
  published,
  siteEvent,
  today,
  wangjing,
} from './support.ts'

const hospital = 'site-056'
const licence = (number: number) => `11011010500000${number}`
let clinic: Clinic
let desk: Clinic['staff']
let otherDesk: Clinic['staff']

beforeEach(async () => {
  clinic = await openClinic()
  const { hear, platform, app } = clinic
  await hear(
    'alliance/site-added',
    siteEvent(hospital, { name: '北京安定医院', shortName: '安定', lon: 116.38, lat: 39.95 }),
  )
  for (const number of [1, 2, 3])
    await hear(
      'practitioners/practitioner-changed',
      practitionerEvent(`prac-00${number}`, {
        name: ['陈思远', '林若溪', '贺文谦'][number - 1] ?? '',
        licenceNumber: licence(number),
        mainOrganisationId: number === 3 ? 'site-069' : hospital,
        version: 2,
      }),
    )
  desk = asking(app, await people(platform).referralDesk(hospital))
  otherDesk = asking(app, await people(platform).referralDesk('site-069'))
})

const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64')
const heading = '执业证号,姓名,日期,开始,结束,类别,地点\n'
const csv = (...rows: readonly string[]) => base64(heading + rows.join('\n'))
const duty = (number: number, date: string, start = '8:00', end = '12:00', kind = '门诊') =>
  `${licence(number)},,${date},${start},${end},${kind},`
const request = (file: string, more: Partial<RosterRequest> = {}): RosterRequest => ({
  owner: { kind: 'organisation', id: hospital },
  source: '门诊排班',
  format: 'csv',
  file,
  ...more,
})
const load = (file: string, more?: Partial<RosterRequest>, by = desk, key?: string) =>
  by.post('/api/scheduling/roster-imports', request(file, more), key)
const preview = (file: string, more?: Partial<RosterRequest>, by = desk) =>
  by.post('/api/scheduling/roster-imports/preview', request(file, more))

const dayOf = async (practitionerId: string, date: string) =>
  (await clinic.platform.claims.readDay(practitionerId, date)).commitments.map(
    ({ kind, time }) => `${kind} ${time.start}–${time.end}`,
  )
const day = (offset: number) => addDays(today, offset)

describe('POST /roster-imports', () => {
  it('takes duties over as claims, which then refuse a clinic that asks for the same time', async () => {
    const report = ok(await load(csv(duty(1, day(1)), duty(2, day(1), '13:30', '17:30', '带教'))))
    expect(report).toMatchObject({ rows: 2, practitioners: 2, added: 2, clashing: 0, errors: [] })
    expect(await dayOf('prac-001', day(1))).toEqual(['hospital-duty 480–720'])
    expect(await dayOf('prac-002', day(1))).toEqual(['teaching 810–1050'])
    const body = { departmentId: 'dep-050', practitionerId: 'prac-001', date: day(1) }
    const refused = await clinic.staff.post(`/api/scheduling/sites/${wangjing}/sessions`, {
      ...body,
      time: { start: 540, end: 660 },
      room: '2 诊室',
      kind: 'general',
      slotMinutes: 15,
      quotas: { public: 4, clinic: 2, referral: 2 },
      release: { daysAhead: 14, at: 480 },
    })
    expect(refused.body).toMatchObject({
      type: 'urn:problem:scheduling:time-claimed',
      blocking: { kind: 'hospital-duty', time: { start: 480, end: 720 } },
    })
    expect(JSON.stringify(refused.body)).not.toContain(hospital)
  })

  it('names a row that clashes with a visit, row by row, and takes all others', async () => {
    await published(clinic.staff, { date: day(1), time: { start: 540, end: 720 } })
    const report = ok(await load(csv(duty(1, day(1)), duty(1, day(2)), duty(2, day(1)))))
    expect(report).toMatchObject({ added: 2, clashing: 1 })
    expect(report.lines[0]).toMatchObject({
      line: 2,
      practitionerName: '陈思远',
      outcome: 'clashing',
      blocking: { kind: 'clinic-visit', time: { start: 540, end: 720 } },
    })
    expect(await dayOf('prac-001', day(1))).toEqual(['clinic-visit 540–720'])
  })

  it('replaces what the same source brought, also of who is not named any more, and leaves everything else', async () => {
    ok(await load(csv(duty(1, day(1)), duty(1, day(2)), duty(2, day(1)))))
    ok(await load(csv(duty(1, day(3))), { source: '病房排班' }))
    const range = { from: day(0), to: day(10) }
    const report = ok(await load(csv(duty(1, day(1)), duty(1, day(2), '8:00', '11:00')), range))
    expect(report).toMatchObject({ added: 1, removed: 2, unchanged: 1, practitioners: 2 })
    expect(await dayOf('prac-001', day(1))).toEqual(['hospital-duty 480–720'])
    expect(await dayOf('prac-001', day(2))).toEqual(['hospital-duty 480–660'])
    expect(await dayOf('prac-002', day(1))).toEqual([])
    expect(await dayOf('prac-001', day(3))).toEqual(['hospital-duty 480–720'])
  })

  it('leaves days alone that the roster does not speak of', async () => {
    ok(await load(csv(duty(1, day(1)), duty(1, day(20)))))
    ok(await load(csv(duty(1, day(2))), { from: day(0), to: day(9) }))
    expect(await dayOf('prac-001', day(1))).toEqual([])
    expect(await dayOf('prac-001', day(20))).toEqual(['hospital-duty 480–720'])
  })

  it('writes nothing the second time, and answers a replay as the first', async () => {
    const file = csv(duty(1, day(1)), duty(2, day(2)))
    const first = ok(await load(file, {}, desk, 'import-once'))
    ok(await load(csv(duty(1, day(1), '9:00', '11:00'), duty(2, day(2)))))
    expect(ok(await load(file, {}, desk, 'import-once'))).toEqual(first)
    expect(await dayOf('prac-001', day(1))).toEqual(['hospital-duty 540–660'])
    const again = await metered(() => load(csv(duty(1, day(1), '9:00', '11:00'), duty(2, day(2)))))
    expect(ok(again.result)).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 2 })
    /** The import's own record and its journal entry, nothing else. */
    expect(again.consumed.writeUnits).toBeLessThanOrEqual(8)
  })

  it('frees nobody’s time because of a row that cannot be read, nor because of a file that is none', async () => {
    ok(await load(csv(duty(1, day(1)), duty(2, day(1)))))
    const slip = csv(duty(1, day(1), '8点半左右'), duty(2, day(2)))
    expect(ok(await load(slip, { from: day(0), to: day(5) }))).toMatchObject({
      removed: 1,
      errors: [{ line: 2, reason: 'time-invalid' }],
    })
    expect(await dayOf('prac-001', day(1))).toEqual(['hospital-duty 480–720'])
    const none = await load(base64('谁,什么\n1,2\n'))
    expect(none.body).toMatchObject({
      type: 'urn:problem:scheduling:roster-unreadable',
      errors: [{ line: 1, reason: 'column-missing' }],
    })
    expect(await dayOf('prac-002', day(2))).toEqual(['hospital-duty 480–720'])
  })

  it('reads what Chinese Excel writes (GBK), and what a calendar program writes', async () => {
    const bytes = Buffer.concat([
      Buffer.from('d0d5c3fb2cc8d5c6da2cbfaacabc2cbde1caf82cc0e0b1f00a', 'hex'),
      Buffer.from('b3c2cbbcd4b6', 'hex'),
      Buffer.from(`,${day(4)},8:00,12:00,`),
      Buffer.from('c3c5d5ef0a', 'hex'),
    ])
    expect(ok(await load(base64(bytes)))).toMatchObject({ added: 1, errors: [] })
    const event = `UID:a@hospital\r\nDTSTART;TZID=Asia/Shanghai:${day(5).replaceAll('-', '')}T080000\r\nDTEND;TZID=Asia/Shanghai:${day(5).replaceAll('-', '')}T120000\r\nSUMMARY:值班`
    const ics = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n${event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
    const own = {
      owner: { kind: 'practitioner', id: 'prac-001' },
      format: 'icalendar',
      source: '我的日历',
    } as const
    expect(ok(await load(base64(ics), own, clinic.doctor))).toMatchObject({ added: 1, errors: [] })
    expect(await dayOf('prac-001', day(5))).toEqual(['hospital-duty 480–720'])
  })

  it('does not take a practitioner’s own sessions back that came with the feed', async () => {
    await published(clinic.staff, { date: day(1) })
    await clinic.hear('scheduling/session-published', {
      sessionId: 'site-050.20260916.feed01',
      siteId: wangjing,
      siteName: '望京',
      practitionerId: 'prac-001',
      date: day(1),
      time: { start: 840, end: 1020 },
      room: '2 诊室',
      state: 'published',
      version: 2,
    })
    const { url } = ok(await clinic.doctor.get('/api/scheduling/practitioners/prac-001/calendar'))
    const feed = await clinic.nobody.get(new URL(url).pathname)
    expect(feed.body).toContain('BEGIN:VEVENT')
    const own = { owner: { kind: 'practitioner', id: 'prac-001' }, format: 'icalendar' } as const
    expect(ok(await load(base64(feed.body), own, clinic.doctor))).toMatchObject({ added: 0, skipped: 1 })
    ok(await load(csv(duty(1, day(3)))))
    expect((await clinic.nobody.get(new URL(url).pathname)).body).not.toContain('20260918')
  })

  it('survives a session that is published while it runs: one of the two has the time', async () => {
    const [report] = await Promise.all([
      load(csv(...Array.from({ length: 20 }, (_, index) => duty(1, day(1 + index))))),
      published(clinic.staff, { date: day(10), time: { start: 540, end: 660 } }).catch(() => undefined),
    ])
    expect(ok(report).added + ok(report).clashing).toBe(20)
    expect(await dayOf('prac-001', day(10))).toHaveLength(1)
  })

  it('that was cut off is finished by asking again, each row once', async () => {
    let left = Number.POSITIVE_INFINITY
    const fault: Fault = async (command, _, send) => {
      if (command === 'TransactWriteItemsCommand' && left-- <= 0) throw new Error('the machine is gone')
      return send()
    }
    const table = await freshTable(await openEngine(), { fault })
    clinic = await openClinic({ table })
    for (const number of [1, 2, 3])
      await clinic.hear(
        'practitioners/practitioner-changed',
        practitionerEvent(`prac-00${number}`, { licenceNumber: licence(number), version: 2 }),
      )
    const by = asking(clinic.app, await people(clinic.platform).referralDesk(hospital))
    const file = csv(...[1, 2, 3].flatMap((number) => [1, 2, 3].map((offset) => duty(number, day(offset)))))
    for (const survived of [0, 1, 2]) {
      left = survived
      expect((await load(file, {}, by, 'import-cut-off')).status).toBe(500)
    }
    left = Number.POSITIVE_INFINITY
    const report = ok(await load(file, {}, by, 'import-cut-off'))
    expect(report.added + report.unchanged).toBe(9)
    for (const number of [1, 2, 3])
      expect(await dayOf(`prac-00${number}`, day(2))).toEqual(['hospital-duty 480–720'])
    expect(ok(await load(file, {}, by, 'import-cut-off'))).toEqual(report)
    const path = `/api/scheduling/roster-imports?ownerKind=organisation&ownerId=${hospital}`
    expect(ok(await by.get(path)).imports).toHaveLength(1)
  })

  it('does not touch days that are over', async () => {
    const report = ok(await load(csv(duty(1, day(-1)), duty(1, day(0)))))
    expect(report).toMatchObject({ added: 1, skipped: 1, from: today })
  })

  it('brings a month of a hospital’s eighty-nine people in few writes each', async () => {
    const numbers = Array.from({ length: 89 }, (_, index) => index + 100)
    for (const number of numbers)
      await clinic.hear(
        'practitioners/practitioner-registered',
        practitionerEvent(`prac-${number}`, {
          name: `医生${number}`,
          licenceNumber: `110110105000${number}`,
        }),
      )
    const rows = numbers.flatMap((number) =>
      Array.from({ length: 22 }, (_, index) => `110110105000${number},,${day(1 + index)},8:00,12:00,门诊,`),
    )
    const { result, consumed } = await metered(() => load(csv(...rows)))
    expect(ok(result)).toMatchObject({ added: 89 * 22, practitioners: 89, clashing: 0, errors: [] })
    expect(ok(result).lines).toHaveLength(100)
    expect(consumed.calls).toBeLessThan(89 * 2 + 20)
  })
})

describe('POST /roster-imports/preview', () => {
  it('says what an import would do, and does nothing', async () => {
    const file = csv(duty(1, day(1)), duty(9, day(1)))
    const shown = ok(await preview(file))
    expect(shown).toMatchObject({ added: 1, errors: [{ line: 3, reason: 'practitioner-unknown' }] })
    expect(await dayOf('prac-001', day(1))).toEqual([])
    const done = ok(await load(file))
    expect({ ...done, errors: [] }).toEqual({ ...shown, errors: [] })
  })
})

describe('who may bring a roster', () => {
  it('is the hospital its own people’s, the office anybody’s, a practitioner their own', async () => {
    expect((await load(csv(duty(1, day(1))), {}, clinic.office)).status).toBe(201)
    expect((await load(csv(duty(1, day(1))), {}, otherDesk)).status).toBe(403)
    const ofOther = ok(await preview(csv(duty(3, day(1)))))
    expect(ofOther.errors).toEqual([{ line: 2, reason: 'practitioner-unknown' }])
    const own = { owner: { kind: 'practitioner', id: 'prac-001' } } as const
    expect((await load(csv(duty(1, day(1))), own, clinic.doctor)).status).toBe(201)
    expect((await load(csv(duty(1, day(1))), own, desk)).status).toBe(201)
    expect((await load(csv(duty(1, day(1))), own, clinic.otherDoctor)).status).toBe(403)
    expect((await load(csv(duty(1, day(1))), own, otherDesk)).status).toBe(403)
    for (const by of [clinic.staff, clinic.patient, clinic.stranger])
      expect((await load(csv(duty(1, day(1))), own, by)).status).toBe(403)
    expect((await load('x', {}, clinic.nobody)).status).toBe(401)
  })

  it('reads the list of imports too', async () => {
    ok(await load(csv(duty(1, day(1)))))
    const path = `/api/scheduling/roster-imports?ownerKind=organisation&ownerId=${hospital}`
    for (const by of [desk, clinic.office])
      expect(ok(await by.get(path)).imports).toMatchObject([{ source: '门诊排班', added: 1, errors: 0 }])
    for (const by of [otherDesk, clinic.doctor, clinic.staff]) expect((await by.get(path)).status).toBe(403)
  })
})

describe('commitments by hand', () => {
  const path = '/api/scheduling/practitioners/prac-001/commitments'
  const leave = { kind: 'leave', date: day(1), to: day(3), time: { start: 0, end: 1440 } }

  it('are entered by the practitioner or their hospital, for all days or none', async () => {
    const { claimId } = ok(await clinic.doctor.post(path, leave))
    for (const offset of [1, 2, 3]) expect(await dayOf('prac-001', day(offset))).toEqual(['leave 0–1440'])
    await published(clinic.staff, { date: day(6), practitionerId: 'prac-001' })
    const refused = await desk.post(path, { ...leave, date: day(5), to: day(7) })
    expect(refused.body).toMatchObject({
      type: 'urn:problem:scheduling:time-claimed',
      date: day(6),
      blocking: { kind: 'clinic-visit' },
    })
    expect(await dayOf('prac-001', day(5))).toEqual([])
    ok(await desk.delete(`/api/scheduling/practitioners/prac-001/days/${day(2)}/commitments/${claimId}`))
    expect(await dayOf('prac-001', day(2))).toEqual([])
    expect(await dayOf('prac-001', day(3))).toEqual(['leave 0–1440'])
  })

  it('are made once for one key', async () => {
    const first = ok(await clinic.doctor.post(path, leave, 'leave-once'))
    expect(ok(await clinic.doctor.post(path, leave, 'leave-once'))).toEqual(first)
    expect(await dayOf('prac-001', day(1))).toHaveLength(1)
  })

  it('give one of leave and a clinic that want the same morning the time', async () => {
    const racing = await Promise.all([
      clinic.doctor.post(path, { ...leave, to: day(1) }),
      published(clinic.staff, { date: day(1) }).then(
        () => ({ status: 201 }),
        () => ({ status: 409 }),
      ),
    ])
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await dayOf('prac-001', day(1))).toHaveLength(1)
  })

  it('are refused for others, for days that are over, for places that nobody knows, and for too long', async () => {
    for (const by of [clinic.otherDoctor, otherDesk]) expect((await by.post(path, leave)).status).toBe(404)
    for (const by of [clinic.office, clinic.staff, clinic.patient])
      expect((await by.post(path, leave)).status).toBe(403)
    const type = async (body: object) => (await clinic.doctor.post(path, body)).body.type
    expect(await type({ ...leave, date: day(-1), to: day(1) })).toBe('urn:problem:scheduling:date-past')
    const teaching = { kind: 'teaching', date: day(1), time: { start: 480, end: 600 }, placeId: 'site-999' }
    expect(await type(teaching)).toBe('urn:problem:scheduling:site-unknown')
    expect(await type({ ...leave, to: day(90) })).toBe('urn:problem:scheduling:too-many-days')
  })

  it('are not the way to give up a clinic visit', async () => {
    const { sessionId } = await published(clinic.staff, { date: day(1) })
    const at = `/api/scheduling/practitioners/prac-001/days/${day(1)}/commitments`
    expect((await clinic.doctor.delete(`${at}/${sessionId}`)).body.type).toBe(
      'urn:problem:scheduling:commitment-bound',
    )
    expect((await clinic.doctor.delete(`${at}/own.none`)).status).toBe(404)
  })
})
