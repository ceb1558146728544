import { beforeAll, describe, expect, it } from 'vitest'
import { metered } from '#functions/platform/table.ts'
import { openDesk, travelAmong } from '#functions/scheduling/desk.ts'
import { travelAround, travelEverywhere } from '#functions/scheduling/travel-desk.ts'
import { type Clinic, donghu, draft, farAway, ok, openClinic, plan, wangjing } from './support.ts'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
})

const path = (from: string, to?: string) =>
  `/api/scheduling/sites/${from}/travel${to === undefined ? '' : `/${to}`}`
const roadTo = async (from: string, to: string) => {
  const { roads } = ok(await clinic.staff.get(path(from)))
  return roads.find(({ siteId }: { siteId: string }) => siteId === to)
}

describe('GET /sites/:siteId/travel', () => {
  it('lists every other site with the estimate there and back, for all who plan', async () => {
    for (const by of [clinic.staff, clinic.doctor, clinic.desk, clinic.office]) {
      const { roads, siteName } = ok(await by.get(path(wangjing)))
      expect(siteName).toContain('望京')
      expect(roads.map(({ siteId }: { siteId: string }) => siteId).sort()).toEqual([farAway, donghu])
      expect(roads[0].there.source).toBe('estimate')
    }
  })

  it('is closed to patients, strangers and who is not signed in', async () => {
    for (const by of [clinic.patient, clinic.stranger])
      expect((await by.get(path(wangjing))).status).toBe(403)
    expect((await clinic.nobody.get(path(wangjing))).status).toBe(401)
  })

  it('knows no site that nobody has told of', async () => {
    expect((await clinic.office.get(path('site-999'))).body.type).toBe('urn:problem:scheduling:site-unknown')
  })
})

describe('PUT and DELETE /sites/:siteId/travel/:otherSiteId', () => {
  it('set and forget a road by the office alone, and each leaves an entry', async () => {
    const set = await clinic.office.put(path(wangjing, donghu), { minutes: 33 })
    expect(ok(set)).toMatchObject({
      there: { minutes: 33, source: 'given' },
      back: { minutes: 33, source: 'way-back' },
    })
    ok(await clinic.office.put(path(donghu, wangjing), { minutes: 44 }))
    expect(await roadTo(wangjing, donghu)).toMatchObject({ there: { minutes: 33 }, back: { minutes: 44 } })
    const cleared = ok(await clinic.office.delete(path(wangjing, donghu)))
    expect(cleared.there).toEqual({ minutes: 44, source: 'way-back' })
    ok(await clinic.office.delete(path(donghu, wangjing)))
    expect((await roadTo(wangjing, donghu)).there.source).toBe('estimate')
    for (const by of [clinic.staff, clinic.doctor, clinic.desk, clinic.patient])
      expect((await by.put(path(wangjing, donghu), { minutes: 1 })).status).toBe(403)
  })

  it('refuse a road to itself and one to nowhere', async () => {
    const itself = await clinic.office.put(path(wangjing, wangjing), { minutes: 3 })
    expect(itself.body.type).toBe('urn:problem:scheduling:road-to-itself')
    expect((await clinic.office.put(path(wangjing, 'site-999'), { minutes: 3 })).status).toBe(404)
    expect((await clinic.office.put(path(wangjing, donghu), { minutes: 0 })).status).toBe(422)
  })

  it('of two offices at once both stand, each in its direction', async () => {
    const answers = await Promise.all([
      clinic.office.put(path(wangjing, farAway), { minutes: 61 }),
      clinic.office.put(path(farAway, wangjing), { minutes: 62 }),
      clinic.office.put(path(wangjing, donghu), { minutes: 21 }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await roadTo(wangjing, farAway)).toMatchObject({ there: { minutes: 61 }, back: { minutes: 62 } })
    expect((await roadTo(wangjing, donghu)).there.minutes).toBe(21)
  })

  it('decide at once whether a practitioner can be at both places', async () => {
    const own = await openClinic()
    await draft(own.staff)
    const afternoon = { ...plan(), departmentId: 'dep-051', time: { start: 780, end: 960 }, room: '1 诊室' }
    const tooFar = { minutes: 74 }
    ok(await own.office.put(path(wangjing, donghu), tooFar))
    const refused = await own.otherStaff.post(`/api/scheduling/sites/${donghu}/sessions`, afternoon)
    expect(refused.body).toMatchObject({
      type: 'urn:problem:scheduling:travel-too-short',
      missingMinutes: 14,
      blocking: { kind: 'clinic-visit' },
    })
    ok(await own.office.put(path(wangjing, donghu), { minutes: 60 }))
    ok(await own.otherStaff.post(`/api/scheduling/sites/${donghu}/sessions`, afternoon))
  })
})

describe('roads as a file', () => {
  const check = (csv: string) => clinic.office.post('/api/scheduling/travel-import/check', { csv })
  const load = (csv: string, key?: string) =>
    clinic.office.post('/api/scheduling/travel-import', { csv }, key)

  it('go out and come back unchanged', async () => {
    ok(await clinic.office.put(path(wangjing, farAway), { minutes: 61 }))
    const { body, headers } = await clinic.office.get('/api/scheduling/travel.csv')
    expect(headers.get('content-type')).toContain('text/csv')
    expect(body).toContain('从,从（名称）,到,到（名称）,分钟')
    expect(ok(await check(body))).toMatchObject({ changed: 0, errors: [] })
  })

  it('are taken by names and short names, all or none, with each wrong row named', async () => {
    const csv = '从,到,分钟\n望京,东湖,18\n东湖社区卫生服务中心,望京,19\n'
    expect(ok(await check(csv))).toEqual({ rows: 2, changed: 2, unchanged: 0, errors: [] })
    const wrong = `${csv}望京,望京,5\n望京,没有,5\n望京,十八里店,301\n望京,东湖,20\n`
    const refused = await load(wrong)
    expect(refused.body.type).toBe('urn:problem:scheduling:import-has-errors')
    expect(refused.body.errors).toEqual([
      { line: 4, reason: 'road-to-itself' },
      { line: 5, reason: 'site-unknown' },
      { line: 6, reason: 'not-minutes' },
      { line: 7, reason: 'road-twice' },
    ])
    expect((await roadTo(wangjing, donghu)).there.minutes).not.toBe(18)
    const answer = ok(await load(csv, 'the-same-key'))
    expect(await roadTo(wangjing, donghu)).toMatchObject({ there: { minutes: 18 }, back: { minutes: 19 } })
    expect(ok(await load(csv, 'the-same-key'))).toEqual(answer)
    expect(ok(await check(csv))).toMatchObject({ changed: 0, unchanged: 2 })
  })

  it('are the office’s alone', async () => {
    expect((await clinic.staff.get('/api/scheduling/travel.csv')).status).toBe(403)
    expect((await clinic.staff.post('/api/scheduling/travel-import', { csv: 'x' })).status).toBe(403)
    expect((await check('nothing,here\n1,2\n')).body.errors).toEqual([{ line: 1, reason: 'column-missing' }])
  })
})

describe('what roads cost to read', () => {
  it('is nothing for one place, and half a unit for each of several', async () => {
    const desk = openDesk(clinic.platform)
    const cost = async (work: () => Promise<unknown>) => (await metered(work)).consumed.readUnits
    expect(await cost(() => travelAmong(desk, [wangjing, wangjing]))).toBe(0)
    expect(await cost(() => travelAmong(desk, [wangjing, donghu, farAway]))).toBeLessThanOrEqual(1.5)
    expect(await cost(() => travelEverywhere(desk))).toBeLessThanOrEqual(1.5)
    expect(await cost(() => travelAround(desk, wangjing))).toBeLessThanOrEqual(1.5)
  })

  it('says the same, whoever looks', async () => {
    const desk = openDesk(clinic.platform)
    const [among, everywhere, around] = await Promise.all([
      travelAmong(desk, [wangjing, donghu, farAway]),
      travelEverywhere(desk),
      travelAround(desk, wangjing),
    ])
    for (const other of [donghu, farAway])
      for (const [from, to] of [[wangjing, other] as const, [other, wangjing] as const]) {
        expect(among(from, to)).toBe(everywhere(from, to))
        expect(around(from, to)).toBe(everywhere(from, to))
      }
    expect(among(donghu, farAway)).toBe(everywhere(donghu, farAway))
  })
})
