import { describe, expect, it } from 'vitest'
import { journalEntity } from '#functions/platform/journal.ts'
import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import { asking } from '#test/support/platform.ts'
import { chen, openRegister, place, term, today } from '../support.ts'

const api = '/api/practitioners'
const people = `${api}/practitioners`
type Register = Awaited<ReturnType<typeof openRegister>>

const licence = { category: 'clinical', scope: ['mental-health'], from: '2010-05-01' }

async function draft(register: Register, fields: object = {}, practice: object = {}) {
  const { body: entry } = await register.office.post(people, { ...chen, licence, ...fields })
  const path = `${people}/${entry.practitionerId}`
  const opened = await register.office.post(`${path}/filings`, {
    siteId: 'site-050',
    basis: 'filing',
    from: today,
    to: '2027-09-14',
    version: 1,
    ...practice,
  })
  const papers = `${path}/practices/${opened.body.practice.practiceId}`
  let { version } = opened.body
  const write = async (method: 'put' | 'post', at: string, body: object) => {
    const answer = await register.office[method](papers + at, { ...body, version })
    if (answer.status < 300) version = answer.body.version
    return answer
  }
  return {
    path,
    papers,
    practitionerId: entry.practitionerId as string,
    practiceId: opened.body.practice.practiceId as string,
    opened,
    check: (kind: string, body: object = { state: 'met', number: 'N-1' }) =>
      write('put', `/checks/${kind}`, body),
    step: (step: object) => write('post', '/steps', { step }),
    change: (body: object) => write('put', '', body),
    write,
    at: () => version as number,
  }
}

const kinds = [
  'first-practice-consent',
  'cooperation-agreement',
  'liability-insurance',
  'schedule-conflicts',
  'disclosure',
]

async function filed(register: Register, fields: object = {}, practice: object = {}) {
  const filing = await draft(register, fields, practice)
  for (const kind of kinds) await filing.check(kind)
  await filing.step({ step: 'submit' })
  const answer = await filing.step({ step: 'file', filingNumber: '京朝备 18' })
  return { ...filing, answer }
}

const newestFacts = async (register: Register, aggregateId: string, act: string) => {
  const entries = journalEntity(register.platform.table)
  const { data } = await entries.query.primary({ context: 'practitioners', aggregateId }).go()
  return JSON.parse(data.filter((one) => one.act === act).at(-1)?.data ?? '{}')
}

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
    for (const kind of kinds.slice(1)) await check(kind)
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

describe('a suspension', () => {
  it('takes its days out of what may be offered, and tells so', async () => {
    const register = await openRegister()
    const { step, practiceId } = await filed(register)
    const resting = await step({ step: 'suspend', from: today, to: '2026-09-30', reason: '借调' })
    expect(resting.body).toMatchObject({ stage: 'suspended', practice: { state: 'suspended' } })
    const facts = await newestFacts(register, practiceId, 'practice-suspended')
    expect(facts.sites).toMatchObject([{ siteId: 'site-050', from: '2026-10-01', to: '2027-09-14' }])
    register.now.at = instantOf('2026-10-01')
    const back = await register.office.get(`${people}?site=site-050`)
    expect(back.body.practitioners[0].practices[0].state).toBe('in-force')
  })

  it('without an end stands until it is lifted', async () => {
    const register = await openRegister()
    const { step } = await filed(register)
    await step({ step: 'suspend', from: today, reason: '借调' })
    const lifted = await step({ step: 'resume', from: '2026-09-20' })
    expect(lifted.body.practice.spans).toEqual([{ from: '2026-09-20', to: '2027-09-14' }])
  })
})

describe('what a practice rests on', () => {
  const agreement = (more: object = {}) => ({
    agreementId: 'agreement-1',
    title: '望京技术帮扶协议',
    parties: [{ organisationId: 'site-056' }, { organisationId: 'site-050' }],
    from: '2026-01-01',
    to: '2026-12-31',
    version: 1,
    ...more,
  })

  it('bounds its days from the start: licence, insurance, agreement', async () => {
    const register = await openRegister()
    await register.hear('alliance/agreement-signed', agreement())
    const { answer } = await filed(
      register,
      {
        licence: { ...licence, to: '2026-11-30' },
        insurance: { insurer: '华安', policyNumber: '1', from: '2026-01-01', to: '2026-10-31' },
      },
      { basis: 'alliance' },
    )
    expect(answer.body.practice).toMatchObject({
      spans: [{ from: today, to: '2026-10-31' }],
      endsBy: 'insurance',
      lastDay: '2026-10-31',
    })
  })

  it('that ends earlier ends the practice with it, and those who keep its days are told', async () => {
    const register = await openRegister()
    const { hear } = register
    await hear('alliance/agreement-signed', agreement())
    const { papers, practitionerId } = await filed(register, {}, { basis: 'alliance' })
    const ended = agreement({ version: 2, endedOn: '2026-09-30' })
    await hear('alliance/agreement-ended', ended)
    await hear('alliance/agreement-ended', ended)
    const { body } = await register.office.get(papers)
    expect(body.practice).toMatchObject({ lastDay: '2026-09-30', endsBy: 'agreement', state: 'expiring' })
    const facts = await newestFacts(register, practitionerId, 'practice-bounds-changed')
    expect([facts.sites[0].to, facts.version]).toEqual(['2026-09-30', body.version])
    register.now.at = instantOf('2026-10-01')
    expect((await register.office.get(papers)).body.practice.state).toBe('cut')
    expect((await register.office.get(`${people}?site=site-050`)).body.total).toBe(0)
  })

  it('is the agreement that the filing names, where it names one', async () => {
    const register = await openRegister()
    await register.hear('alliance/agreement-signed', agreement())
    await register.hear('alliance/agreement-signed', agreement({ agreementId: 'other', to: '2030-01-01' }))
    const named = await filed(register, {}, { basis: 'filing', agreementId: 'agreement-1' })
    expect(named.answer.body.practice.lastDay).toBe('2026-12-31')
    const wanted = { ...term, siteId: 'site-051', agreementId: 'none', version: named.at() }
    const unknown = await register.office.post(`${named.path}/filings`, wanted)
    expect(unknown.body.type).toBe('urn:problem:practitioners:agreement-unknown')
  })

  it('is a licence that is written down later: the days follow at once', async () => {
    const register = await openRegister()
    const { path, at, papers } = await filed(register)
    await register.office.put(path, {
      ...chen,
      licence: { ...licence, to: '2026-12-01' },
      version: at(),
    })
    expect((await register.office.get(papers)).body.practice.spans).toEqual([
      { from: today, to: '2026-12-01' },
    ])
  })

  it('is worked out anew where an agreement ends in the moment of filing', async () => {
    const register = await openRegister()
    await register.hear('alliance/agreement-signed', agreement())
    const filing = await draft(register, {}, { basis: 'alliance' })
    for (const kind of kinds) await filing.check(kind)
    await filing.step({ step: 'submit' })
    const ending = register.hear('alliance/agreement-ended', agreement({ version: 2, endedOn: '2026-09-30' }))
    const [first] = await Promise.all([filing.step({ step: 'file' }), ending])
    const { version } = (await register.office.get(filing.papers)).body
    const again = { version, step: { step: 'file' } }
    if (first.status !== 200) await register.office.post(`${filing.papers}/steps`, again)
    const { body } = await register.office.get(filing.papers)
    expect([body.stage, body.practice.lastDay]).toEqual(['filed', '2026-09-30'])
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
    for (const kind of kinds)
      version = (await register.office.put(`${next}/checks/${kind}`, { state: 'met', number: 'N', version }))
        .body.version
    for (const step of ['submit', 'file'])
      version = (await register.office.post(`${next}/steps`, { version, step: { step } })).body.version
    expect(await warned()).toBe(0)
    const twice = await register.office.post(`${papers}/renewals`, { version, to: '2027-12-31' })
    expect(twice.body.type).toBe('urn:problem:practitioners:step-not-now')
  })
})

describe('the walls', () => {
  it("show a site's staff a shared doctor's practice there, and nothing of the others or of the papers", async () => {
    const register = await openRegister()
    const { path, at } = await filed(register)
    await register.office.post(`${path}/practices`, { ...term, siteId: 'site-051', version: at() })
    const there = asking(register.app, await register.roles.clinicStaff('site-051'))
    const { body } = await there.get(path)
    expect(body.practices.map(({ siteId }: { siteId: string }) => siteId)).toEqual(['site-051'])
    expect(JSON.stringify(body)).not.toMatch(/110000000000001|site-050|望京|京朝备|licence/)
    const listed = await there.get(`${people}?site=site-050`)
    expect(listed.body.total).toBe(0)
    expect((await there.get(`${api}/practices`)).body.practices).toHaveLength(1)
  })

  it('let a panel see names and specialties only', async () => {
    const register = await openRegister()
    const { path } = await filed(register)
    const panel = asking(register.app, await register.roles.panelCoordinator())
    expect((await panel.get(path)).body).toMatchObject({ name: '陈思远', practices: [] })
  })

  it('keep the papers from everybody but the office and the psychiatrist', async () => {
    const register = await openRegister()
    const { papers, practitionerId } = await filed(register)
    const as = async (headers: Parameters<typeof asking>[1]) =>
      (await asking(register.app, headers).get(papers)).status
    expect(await as(await register.roles.practitioner(practitionerId))).toBe(200)
    expect(await as(await register.roles.practitioner('other'))).toBe(404)
    expect(await as(await register.roles.clinicStaff('site-050'))).toBe(403)
    expect(await as(await register.roles.referralDesk('site-056'))).toBe(403)
  })
})

it('lists in the ledger who practises where, without numbers or papers', async () => {
  const register = await openRegister()
  await filed(register)
  await draft(register, { name: '林若溪', licenceNumber: '110000000000002' })
  const { body } = await register.office.get(`${api}/ledger`)
  expect(body.lines).toEqual([
    {
      name: '陈思远',
      title: 'chief',
      siteId: 'site-050',
      siteName: '望京社区卫生服务中心',
      basis: 'filing',
      from: today,
      to: '2027-09-14',
      state: 'in-force',
    },
  ])
})

it('knows the body of a site, whose agreements bear a practice there', async () => {
  const register = await openRegister()
  await register.hear('alliance/site-added', place('site-090', '望京北站', { organisationId: 'site-050' }))
  const { opened } = await draft(register, {}, { siteId: 'site-090' })
  expect(opened.body.practice.organisationId).toBe('site-050')
})
