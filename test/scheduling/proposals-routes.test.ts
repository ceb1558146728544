import { beforeAll, describe, expect, it } from 'vitest'
import type { Gap, Proposal } from '#shared/scheduling/index.ts'
import {
  book,
  type Clinic,
  donghu,
  draft,
  farAway,
  freeIn,
  ok,
  openClinic,
  published,
  wangjing,
} from './support.ts'
import { api, offers, thursday } from './visits-support.ts'

let clinic: Clinic
beforeAll(async () => {
  clinic = await openClinic()
  await offers(clinic.doctor, 'prac-001', { kinds: ['general'] })
})

interface Line {
  readonly gap: Gap
  readonly proposals: readonly Proposal[]
  readonly hindered: readonly { reason: string; people: number }[]
}
const proposals = async (query = ''): Promise<Line[]> =>
  ok(await clinic.office.get(`${api}/coverage/proposals?from=2026-09-15${query}`)).lines
const of = (lines: readonly Line[], siteId: string): Line | undefined =>
  lines.find(({ gap }) => gap.siteId === siteId)
const adopt = ({ proposalId, kind }: Proposal) =>
  clinic.office.post(`${api}/coverage/proposals/${proposalId}/acceptance`, { kind })

describe('coverage', () => {
  it('names the sites without a day in some of four weeks, with who waits and when somebody was last there', async () => {
    await published(clinic.staff, { practitionerId: 'prac-003', date: '2026-09-16' })
    const { gaps, sites } = ok(await clinic.office.get(`${api}/coverage/gaps?from=2026-09-21`))
    expect(sites).toBe(3)
    const here = gaps.find(({ siteId }: Gap) => siteId === wangjing)
    expect(here).toMatchObject({ weeks: [0, 0, 0, 0], lastDay: '2026-09-16', accepted: true, people: 0 })
    const now = ok(await clinic.office.get(`${api}/coverage/gaps?from=2026-09-15`))
    expect(now.gaps.find(({ siteId }: Gap) => siteId === wangjing)).toMatchObject({ weeks: [1, 0, 0, 0] })
    const children = ok(await clinic.office.get(`${api}/coverage/gaps?from=2026-09-15&kind=child`))
    expect(children.gaps.find(({ siteId }: Gap) => siteId === wangjing).weeks).toEqual([0, 0, 0, 0])
  })

  it('knows a planned session from one that takes place', async () => {
    const session = await draft(clinic.staff, { practitionerId: 'prac-003', date: '2026-09-22', room: '5' })
    const weeksHere = async () => {
      const { gaps } = ok(await clinic.office.get(`${api}/coverage/gaps?from=2026-09-15`))
      return gaps.find(({ siteId }: Gap) => siteId === wangjing).weeks
    }
    expect(await weeksHere()).toEqual([1, 0, 0, 0])
    const path = `${api}/sessions/${session.sessionId}`
    ok(await clinic.staff.post(`${path}/publication`, { version: 1 }))
    expect(await weeksHere()).toEqual([1, 1, 0, 0])
    ok(await clinic.staff.post(`${path}/stop`, { version: 2, reason: 'emergency' }))
    expect(await weeksHere()).toEqual([1, 0, 0, 0])
    ok(await clinic.staff.post(`${path}/resumption`, { version: 3 }))
    expect(await weeksHere()).toEqual([1, 1, 0, 0])
    ok(await clinic.staff.post(`${path}/stop`, { version: 4, reason: 'emergency' }))
  })

  it('shows the people of the sub-district for each half-day, and puts the more crowded one first', async () => {
    const figure = { residents: 90_000, year: 2025, source: '公报', certainty: 'estimate', version: 1 }
    const areas = [
      { ...figure, code: '110105025' },
      { ...figure, code: '110105024', residents: 120_000, version: 2 },
      { ...figure, code: '110105028', residents: 40_000 },
    ]
    await clinic.hear('alliance/subdistricts-imported', { codes: [], areas })
    await clinic.hear('alliance/population-changed', { areas: [{ ...figure, code: '110105024' }] })
    const { gaps } = ok(await clinic.office.get(`${api}/coverage/gaps?from=2026-09-15`))
    const at = (siteId: string) => gaps.find((one: Gap) => one.siteId === siteId)
    const { version: _, ...told } = figure
    expect(at(wangjing).population).toEqual({ ...told, halfDays: 1, perHalfDay: 90_000 })
    expect(at(donghu).population).toEqual({ ...told, residents: 120_000, halfDays: 0 })
    expect(gaps.map(({ siteId }: Gap) => siteId)).toEqual([donghu, farAway, wangjing])
  })

  it("is the office's to see and to decide", async () => {
    for (const by of [clinic.staff, clinic.doctor, clinic.patient, clinic.nobody])
      expect([401, 403]).toContain((await by.get(`${api}/coverage/proposals?from=2026-09-15`)).status)
  })
})

describe('a proposal', () => {
  it('adds a day with its road; adopted it is a visit, and is not proposed again', async () => {
    const lines = await proposals()
    const [first] = of(lines, donghu)?.proposals ?? []
    if (!first) throw new Error('nothing is proposed')
    expect(first).toMatchObject({
      as: 'add',
      practitionerId: 'prac-001',
      mode: 'book',
    })
    const all = lines.flatMap((line) => line.proposals)
    expect(
      new Set(all.map(({ practitionerId, day, half }) => `${practitionerId} ${day.date} ${half}`)).size,
    ).toBe(all.length)
    const adopted = await adopt(first)
    expect(adopted).toMatchObject({ status: 201, body: { state: 'accepted', siteId: donghu } })
    expect((await adopt(first)).status).toBe(409)
    const after = (await proposals()).flatMap((line) => line.proposals)
    expect(after.map(({ proposalId }) => proposalId)).not.toContain(first.proposalId)
  })

  it('that is set aside is not shown again', async () => {
    const [first] = (await proposals()).flatMap((line) => line.proposals)
    if (!first) throw new Error('nothing is proposed')
    const path = `${api}/coverage/proposals/${first.proposalId}/dismissal`
    ok(await clinic.office.post(path, { reason: 'site-busy' }))
    const after = (await proposals()).flatMap((line) => line.proposals)
    expect(after.map(({ proposalId }) => proposalId)).not.toContain(first.proposalId)
  })

  it('is sought for chosen sites alone where they are named', async () => {
    const lines = await proposals(`&sites=${wangjing},${farAway}`)
    expect(lines.map(({ gap }) => gap.siteId).sort()).toEqual([wangjing, farAway].sort())
    const unknown = await clinic.office.get(`${api}/coverage/proposals?from=2026-09-15&sites=a b`)
    expect(unknown.status).toBe(422)
  })

  it('says what hinders people where there is none', async () => {
    const lines = await proposals('&kind=sleep')
    expect(lines.flatMap((line) => line.proposals)).toEqual([])
    expect(of(lines, donghu)?.hindered).toEqual(
      expect.arrayContaining([
        { reason: 'kind-not-offered', people: 1 },
        { reason: 'not-offered-here', people: 2 },
      ]),
    )
  })
})

describe('a day that is moved', () => {
  it('goes from a site that keeps another one to a site without any, in one write', async () => {
    clinic = await openClinic()
    await offers(clinic.otherDoctor, 'prac-002', {
      kinds: ['general'],
      half: 'morning',
      time: { start: 480, end: 780 },
    })
    await published(clinic.staff, { practitionerId: 'prac-003', date: '2026-09-16' })
    await published(clinic.staff, { practitionerId: 'prac-003', date: '2026-09-23' })
    const first = await published(clinic.staff, { practitionerId: 'prac-002', date: thursday, room: '3' })
    const second = await published(clinic.staff, {
      practitionerId: 'prac-002',
      date: '2026-09-24',
      room: '3',
    })
    expect(await book(clinic.patient, freeIn(first)[0])).toMatchObject({ status: 201 })
    const move = (await proposals()).flatMap((line) => line.proposals).find((one) => one.as === 'move')
    if (!move) throw new Error('nothing is proposed')
    expect(move).toMatchObject({
      as: 'move',
      practitionerId: 'prac-002',
      day: { date: '2026-09-24' },
      instead: { sessionId: second.sessionId, siteId: wangjing, free: 12 },
    })
    expect(await adopt(move)).toMatchObject({
      status: 201,
      body: { state: 'accepted', insteadOf: second.sessionId },
    })
    const day = await clinic.platform.claims.readDay('prac-002', '2026-09-24')
    expect(day.commitments).toMatchObject([{ placeId: move.siteId, time: { start: 540, end: 720 } }])
    expect((await clinic.staff.get(`${api}/sessions/${second.sessionId}`)).status).toBe(404)
    const path = `${api}/sites/${move.siteId}/sessions?from=2026-09-24&days=1`
    const { sessions } = ok(await clinic.office.get(path))
    expect(sessions).toMatchObject([{ practitionerId: 'prac-002', state: 'published' }])
  })
})
