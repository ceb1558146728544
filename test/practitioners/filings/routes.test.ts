import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/kernel/calendar.ts'
import { checkKinds } from '#shared/practitioners/index.ts'
import { api, draft, filed, licence, people } from '../drafts.ts'
import { chen, openRegister, place, term, today } from '../support.ts'

describe('a filing', () => {
  it('begins as a draft with the checklist of its basis, and lets nobody be seen', async () => {
    const register = await openRegister()
    const { opened } = await draft(register)
    expect(opened.status).toBe(201)
    expect(opened.body).toMatchObject({ stage: 'draft', practice: { state: 'draft', spans: [] } })
    expect(opened.body.checks.map(({ state }: { state: string }) => state)).toEqual(Array(5).fill('open'))
    const there = await register.office.get(`${people}?site=site-050`)
    expect(there.body.total).toBe(0)
  })

  it('inside the alliance needs no consent of the first practice (医师法 art. 18)', async () => {
    const register = await openRegister()
    const { opened } = await draft(register, {}, { basis: 'alliance' })
    expect(opened.body.checks[0]).toMatchObject({ kind: 'first-practice-consent', state: 'not-needed' })
  })

  it('is filed when every document is settled, and not before', async () => {
    const register = await openRegister()
    const { step, check } = await draft(register)
    for (const kind of checkKinds.slice(1)) await check(kind)
    await step({ step: 'submit' })
    const early = await step({ step: 'file' })
    expect([early.body.type, early.body.checks]).toEqual([
      'urn:problem:practitioners:checks-open',
      ['first-practice-consent'],
    ])
    await check('first-practice-consent', { state: 'not-needed', note: '已书面告知' })
    const done = await step({ step: 'file', filingNumber: '京朝备 18' })
    expect(done.body).toMatchObject({
      stage: 'filed',
      practice: { state: 'in-force', filingNumber: '京朝备 18', spans: [{ from: today, to: '2027-09-14' }] },
    })
    expect(done.body.commands).toEqual(['suspend', 'terminate', 'renew'])
  })

  it('goes back for correction and comes again, each step by name', async () => {
    const register = await openRegister()
    const { step, change, papers } = await draft(register)
    await step({ step: 'submit' })
    expect((await change({ basis: 'filing', from: today, to: '2028-01-01' })).body.type).toBe(
      'urn:problem:practitioners:step-not-now',
    )
    await step({ step: 'return', reason: '保单看不清' })
    expect((await change({ basis: 'filing', from: today, to: '2028-01-01' })).status).toBe(200)
    await step({ step: 'submit' })
    const { body } = await register.office.get(papers)
    expect(body.history.map(({ act, by, note }: Record<string, string>) => [act, by, note])).toEqual([
      ['open', 'office', undefined],
      ['submit', 'office', undefined],
      ['return', 'office', '保单看不清'],
      ['change', 'office', undefined],
      ['submit', 'office', undefined],
    ])
  })

  it('that is entered as it stands on paper says so of each document', async () => {
    const register = await openRegister()
    const { body } = await register.office.post(people, chen)
    const path = `${people}/${body.practitionerId}/practices`
    const entered = await register.office.post(path, { ...term, version: 1 })
    const papers = await register.office.get(`${path}/${entered.body.practices[0].practiceId}`)
    expect(papers.body.checks.map(({ state }: { state: string }) => state)).toEqual([
      'not-needed',
      'on-paper',
      'on-paper',
      'on-paper',
      'on-paper',
    ])
  })

  it('is refused where the licence does not name mental health', async () => {
    const register = await openRegister()
    const { answer } = await filed(register, { licence: { ...licence, scope: ['internal'] } })
    expect(answer.body.type).toBe('urn:problem:practitioners:scope-without-mental-health')
  })

  it('needs a number, a date or a note for each document that is settled', async () => {
    const register = await openRegister()
    const { check } = await draft(register)
    expect((await check('disclosure', { state: 'met' })).body.type).toBe(
      'urn:problem:practitioners:check-incomplete',
    )
  })

  it('is saved for one of two clerks, and shows the other what stands', async () => {
    const register = await openRegister()
    const { papers, at } = await draft(register)
    const version = at()
    const both = await Promise.all(
      ['submit', 'withdraw'].map((step) =>
        register.office.post(`${papers}/steps`, {
          version,
          step: step === 'submit' ? { step } : { step, reason: '重复' },
        }),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('is begun once however often it is sent', async () => {
    const register = await openRegister()
    const { body } = await register.office.post(people, chen)
    const path = `${people}/${body.practitionerId}/filings`
    const wanted = { ...term, version: 1 }
    const first = await register.office.post(path, wanted, 'filing-of-chen')
    const again = await register.office.post(path, wanted, 'filing-of-chen')
    expect([again.status, again.body]).toEqual([201, first.body])
  })
})

describe('a renewal', () => {
  it('continues the term without a gap, and takes the warning away once it is filed', async () => {
    const register = await openRegister()
    const { papers, path, at } = await filed(register, {}, { to: addDays(today, 20) })
    const renewed = await register.office.post(`${papers}/renewals`, { version: at(), to: '2027-12-31' })
    expect(renewed.body.practice).toMatchObject({ from: addDays(today, 21), state: 'draft' })
    const warned = async () => (await register.office.get(`${api}/warnings`)).body.warnings.length
    expect(await warned()).toBe(1)
    let { version } = renewed.body
    const next = `${path}/practices/${renewed.body.practice.practiceId}`
    for (const kind of checkKinds)
      await register.office.put(`${next}/checks/${kind}`, { state: 'met', number: 'N' })
    for (const step of ['submit', 'file'])
      version = (await register.office.post(`${next}/steps`, { version, step: { step } })).body.version
    expect(await warned()).toBe(0)
    const twice = await register.office.post(`${papers}/renewals`, { version, to: '2027-12-31' })
    expect(twice.body.type).toBe('urn:problem:practitioners:step-not-now')
  })
})

it('knows the body of a site, whose agreements bear a practice there', async () => {
  const register = await openRegister()
  await register.hear('alliance/site-added', place('site-090', '望京北站', { organisationId: 'site-050' }))
  const { opened } = await draft(register, {}, { siteId: 'site-090' })
  expect(opened.body.practice.organisationId).toBe('site-050')
})
