import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import { checkKinds } from '#shared/practitioners/index.ts'
import { draft, filed, licence, newestFacts, people } from '../drafts.ts'
import { chen, openRegister, term, today } from '../support.ts'

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
    for (const kind of checkKinds) await filing.check(kind)
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
