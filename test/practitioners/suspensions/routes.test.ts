import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import { filed, newestFacts, people } from '../drafts.ts'
import { openRegister, today } from '../support.ts'

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

  it('that has not begun is called off, and its days are open again', async () => {
    const register = await openRegister()
    const { step, practiceId } = await filed(register)
    const planned = await step({ step: 'suspend', from: '2026-10-01', to: '2026-10-31', reason: '借调' })
    expect(planned.body.commands).toEqual(['suspend', 'call-off', 'terminate', 'renew'])
    const back = await step({ step: 'call-off', from: '2026-10-01' })
    expect(back.body).toMatchObject({ stage: 'filed', practice: { suspensions: [] } })
    expect(back.body.commands).not.toContain('call-off')
    const facts = await newestFacts(register, practiceId, 'practice-resumed')
    expect(facts.sites).toMatchObject([{ from: today, to: '2027-09-14' }])
  })

  it('is called off one by one, also while another is going on', async () => {
    const register = await openRegister()
    const { step } = await filed(register)
    await step({ step: 'suspend', from: '2026-10-01', to: '2026-10-09', reason: '进修' })
    await step({ step: 'suspend', from: '2026-12-01', to: '2026-12-31', reason: '借调' })
    register.now.at = instantOf('2026-10-05')
    const back = await step({ step: 'call-off', from: '2026-12-01' })
    expect(back.body.practice.suspensions).toMatchObject([{ from: '2026-10-01' }])
    expect(back.body.stage).toBe('suspended')
  })

  it('that has begun is not called off but lifted: its days past stay known', async () => {
    const register = await openRegister()
    const { step } = await filed(register)
    await step({ step: 'suspend', from: today, to: '2026-09-30', reason: '借调' })
    const refused = await step({ step: 'call-off', from: today })
    expect(refused.body.type).toBe('urn:problem:practitioners:step-not-now')
    const unknown = await step({ step: 'call-off', from: '2026-09-20' })
    expect(unknown.body.type).toBe('urn:problem:practitioners:step-not-now')
  })
})
