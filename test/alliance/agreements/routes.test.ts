import { describe, expect, it } from 'vitest'
import { openAlliance, openDirectory } from '../support.ts'

const api = '/api/alliance'

describe('agreements', () => {
  const aid = {
    title: '技术帮扶协议',
    mode: 'technical-aid',
    parties: [
      { organisationId: 'site-056', side: 'upper' },
      { organisationId: 'site-050', side: 'lower' },
    ],
    from: '2026-01-01',
    to: '2027-12-31',
  }

  it('name their parties, derive their state, and end', async () => {
    const { office } = await openDirectory()
    const signed = await office.post(`${api}/agreements`, aid, 'agreement-with-wangjing')
    expect(signed.body).toMatchObject({ state: 'in-force', version: 1 })
    expect(signed.body.parties[0]).toMatchObject({
      name: '首都医科大学附属北京安定医院',
      shortName: '北京安定医院',
    })
    const { agreementId } = signed.body
    const changed = await office.put(`${api}/agreements/${agreementId}`, {
      ...aid,
      to: '2026-10-31',
      version: 1,
    })
    expect(changed.body).toMatchObject({ state: 'expiring', version: 2 })
    const end = { version: 2, endedOn: '2026-09-14', reason: '机构合并' }
    expect((await office.post(`${api}/agreements/${agreementId}/end`, end)).body.state).toBe('ended')
    const replayed = await office.post(`${api}/agreements`, aid, 'agreement-with-wangjing')
    expect(replayed.body).toEqual(signed.body)
    const { body } = await office.get(`${api}/agreements?organisation=site-050`)
    expect(body.agreements).toHaveLength(1)
  })

  it.each([
    [{ ...aid, to: '2025-01-01' }, 'ends-before-it-begins'],
    [{ ...aid, parties: aid.parties.map((one) => ({ ...one, side: 'upper' })) }, 'one-sided'],
    [{ ...aid, parties: [aid.parties[0], { ...aid.parties[1], organisationId: 'site-056' }] }, 'party-twice'],
  ])('refuse what cannot be an agreement, by field', async (body, code) => {
    const { office } = await openAlliance()
    const refused = await office.post(`${api}/agreements`, body)
    expect(refused.body.issues).toEqual([expect.objectContaining({ code })])
  })

  it('refuse a party that is no member', async () => {
    const { office } = await openDirectory()
    const parties = [aid.parties[0], { organisationId: 'nobody', side: 'lower' }]
    const refused = await office.post(`${api}/agreements`, { ...aid, parties })
    expect(refused.body).toMatchObject({
      type: 'urn:problem:alliance:party-unknown',
      organisationIds: ['nobody'],
    })
  })
})
