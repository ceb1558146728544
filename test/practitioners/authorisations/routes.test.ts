import { describe, expect, it } from 'vitest'
import { asking } from '#test/support/platform.ts'
import { chen, openRegister, term } from '../support.ts'

const api = '/api/practitioners'

/** Two experts: the first practises at two sites, the second at one. */
async function openTracker() {
  const register = await openRegister()
  const enter = async (name: string, licenceNumber: string, sites: readonly string[]) => {
    const { body } = await register.office.post(`${api}/practitioners`, { ...chen, name, licenceNumber })
    let { version } = body
    for (const siteId of sites) {
      const path = `${api}/practitioners/${body.practitionerId}/practices`
      version = (await register.office.post(path, { ...term, siteId, version })).body.version
    }
    return body.practitionerId as string
  }
  const first = await enter('陈思远', '110000000000001', ['site-050', 'site-051'])
  const second = await enter('林若溪', '110000000000002', ['site-050'])
  const pairs = [
    { practitionerId: first, siteId: 'site-050' },
    { practitionerId: first, siteId: 'site-051' },
    { practitionerId: second, siteId: 'site-050' },
  ]
  const act = (body: object) => register.office.post(`${api}/authorisations/batches`, { pairs, ...body })
  const states = async () => {
    const { body } = await register.office.get(`${api}/authorisations`)
    return body.experts.flatMap((one: { authorisations: { state: string }[] }) =>
      one.authorisations.map(({ state }) => state),
    )
  }
  return { ...register, first, second, pairs, act, states }
}

describe('one procedure over many pairs', () => {
  it('applies for and grants all of them at once', async () => {
    const { act, states } = await openTracker()
    expect(await states()).toEqual(['not-applied', 'not-applied', 'not-applied'])
    const applied = await act({ act: 'apply', on: '2026-09-01' })
    expect(applied.body).toEqual({ pairs: 3, changed: 3, faults: [] })
    await act({ act: 'grant', on: '2026-09-10', to: '2027-09-09', number: 'YB-9' })
    expect(await states()).toEqual(['granted', 'granted', 'granted'])
  })

  it('says of each pair what is wrong, and then changes none', async () => {
    const { act, states, pairs, second } = await openTracker()
    await act({ act: 'apply', on: '2026-09-01', pairs: pairs.slice(0, 1) })
    const report = await act({
      act: 'apply',
      on: '2026-09-02',
      pairs: [
        ...pairs,
        pairs[2],
        { practitionerId: second, siteId: 'site-051' },
        { practitionerId: 'nobody', siteId: 'site-050' },
      ],
    })
    expect(report.body.changed).toBe(0)
    expect(report.body.faults.map(({ reason }: { reason: string }) => reason)).toEqual([
      'step-not-now',
      'pair-twice',
      'no-practice-there',
      'practitioner-unknown',
    ])
    expect((await states()).sort()).toEqual(['applied', 'not-applied', 'not-applied'])
  })

  it.each([
    [{ act: 'grant', on: '2026-09-10' }, 'step-not-now'],
    [{ act: 'apply', on: '2026-09-16' }, 'date-to-come'],
  ])('refuses %o', async (body, reason) => {
    const { act } = await openTracker()
    const { faults } = (await act(body)).body
    expect(new Set(faults.map((one: { reason: string }) => one.reason))).toEqual(new Set([reason]))
  })

  it('refuses a decision before the application', async () => {
    const { act } = await openTracker()
    await act({ act: 'apply', on: '2026-09-10' })
    expect((await act({ act: 'grant', on: '2026-09-01' })).body.faults[0].reason).toBe('date-order')
  })

  it('reaches as many experts as the district has, all or none', async () => {
    const register = await openRegister()
    const enter = async (index: number) => {
      const licenceNumber = `1100000000${String(index).padStart(5, '0')}`
      const { body } = await register.office.post(`${api}/practitioners`, { ...chen, licenceNumber })
      const path = `${api}/practitioners/${body.practitionerId}/practices`
      await register.office.post(path, { ...term, version: 1 })
      return { practitionerId: body.practitionerId, siteId: 'site-050' }
    }
    const pairs = await Promise.all(Array.from({ length: 89 }, (_, index) => enter(index)))
    const body = { act: 'apply', on: '2026-09-01', pairs }
    const both = await Promise.all([
      register.office.post(`${api}/authorisations/batches`, body),
      register.office.post(`${api}/authorisations/batches`, { ...body, number: 'other' }),
    ])
    const winners = both.filter((one) => one.status === 200 && one.body.changed === 89)
    expect(winners).toHaveLength(1)
  })
})

describe('the file', () => {
  it('is read back without a change', async () => {
    const { act, office, states } = await openTracker()
    await act({ act: 'apply', on: '2026-09-01', note: '=HYPERLINK("x"), 附"表"' })
    const { body: csv, headers } = await office.get(`${api}/authorisations/file`)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv).toContain('陈思远')
    expect(csv).not.toContain(',"=HYPERLINK')
    const report = await office.post(`${api}/authorisations/imports`, { csv })
    expect(report.body).toEqual({ rows: 3, changed: 0, faults: [] })
    expect(new Set(await states())).toEqual(new Set(['applied']))
  })

  it('changes what its rows say, all of them or none', async () => {
    const { office, states } = await openTracker()
    const rows = [
      'licence_number,site_id,state,applied_on,decided_on,to',
      '110000000000001,site-050,granted,2026-08-01,2026-08-20,2027-08-19',
      '110000000000002,site-050,applied,2026-08-01,,',
    ]
    const bad = [
      ...rows,
      '110000000000009,site-050,applied,2026-08-01,,',
      '110000000000001,site-051,granted,2026-08-01,,',
      '110000000000001,site-051,given,2026-08-01,,',
      '110000000000002,site-050,applied,2026-13-01,,',
      '110000000000002,site-051,applied,2026-08-01,,',
    ]
    const send = (lines: readonly string[], more: object = {}) =>
      office.post(`${api}/authorisations/imports`, { csv: lines.join('\n'), ...more })
    const refused = await send(bad)
    expect(refused.body.changed).toBe(0)
    expect(refused.body.faults).toEqual([
      { line: 4, column: 'licence_number', reason: 'practitioner-unknown' },
      { line: 5, column: 'decided_on', reason: 'date-missing' },
      { line: 6, column: 'state', reason: 'value-unknown' },
      { line: 7, column: 'applied_on', reason: 'not-a-date' },
      { line: 8, column: 'site_id', reason: 'no-practice-there' },
    ])
    expect(await states()).toEqual(['not-applied', 'not-applied', 'not-applied'])
    expect((await send(rows, { check: true })).body).toEqual({ rows: 2, changed: 2, faults: [] })
    expect(await states()).toEqual(['not-applied', 'not-applied', 'not-applied'])
    await send(rows)
    expect((await states()).sort()).toEqual(['applied', 'granted', 'not-applied'])
  })

  it.each([
    ['', 'empty-file'],
    ['licence_number,site_id\n1,2', 'column-missing'],
    ['licence_number,site_id,state,colour\n1,2,3,4', 'column-unknown'],
    ['licence_number,site_id,state\n"1,2,3', 'not-csv'],
  ])('that is none is refused: %o', async (csv, reason) => {
    const { office } = await openTracker()
    const { body } = await office.post(`${api}/authorisations/imports`, {
      csv: csv || 'licence_number,site_id,state',
    })
    expect(body.faults.map((one: { reason: string }) => one.reason)).toContain(reason)
  })
})

it('shows an authorisation as expired from the day after its last', async () => {
  const { act, states } = await openTracker()
  await act({ act: 'apply', on: '2026-08-01' })
  await act({ act: 'grant', on: '2026-08-02', to: '2026-09-14' })
  expect(new Set(await states())).toEqual(new Set(['expired']))
})

it("is the office's alone", async () => {
  const { app, roles, first } = await openTracker()
  for (const person of [await roles.clinicStaff('site-050'), await roles.practitioner(first)]) {
    const ask = asking(app, person)
    expect((await ask.get(`${api}/authorisations`)).status).toBe(403)
    expect((await ask.get(`${api}/authorisations/file`)).status).toBe(403)
  }
})
