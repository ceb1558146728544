import { describe, expect, it } from 'vitest'
import { draft, filed, newestFacts } from '../drafts.ts'
import { openRegister } from '../support.ts'

const met = { state: 'met', number: 'N-1' }
const stale = 'urn:problem:practitioners:stale-version'

describe('a document that is checked', () => {
  it("is nobody else's business: two clerks at one doctor's documents both save", async () => {
    const register = await openRegister()
    const { check, papers, at } = await draft(register)
    const both = await Promise.all([
      check('disclosure'),
      check('liability-insurance'),
      check('schedule-conflicts'),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200, 200])
    const { body } = await register.office.get(papers)
    expect(body.checks.filter(({ state }: { state: string }) => state === 'met')).toHaveLength(3)
    expect(body.version).toBe(at())
  })

  it('is saved for one of two at the same document, and the other is told', async () => {
    const { check } = await draft(await openRegister())
    const both = await Promise.all([check('disclosure'), check('disclosure', { ...met, number: 'N-2' })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.type).toBe(stale)
  })

  it('is checked again by who has seen the check that stands', async () => {
    const register = await openRegister()
    const { check } = await draft(register)
    const first = await check('disclosure')
    const [{ checkedAt }] = first.body.checks.filter(({ kind }: { kind: string }) => kind === 'disclosure')
    register.now.at += 60_000
    const missing = { state: 'missing', note: '缺页' }
    expect((await check('disclosure', missing)).body.type).toBe(stale)
    expect((await check('disclosure', { ...missing, seenAt: checkedAt })).status).toBe(200)
  })

  it('stands in the journal with the state it was given, without number or note', async () => {
    const register = await openRegister()
    const { check, practitionerId, practiceId } = await draft(register)
    await check('disclosure', { state: 'missing', number: 'N-1', note: '缺页' })
    expect(await newestFacts(register, practiceId, 'filing-checked')).toEqual({
      practitionerId,
      practiceId,
      check: 'disclosure',
      state: 'missing',
    })
  })

  it('that is found missing in the moment of filing keeps the filing from being filed, or comes too late', async () => {
    const register = await openRegister()
    const filing = await draft(register, {}, { basis: 'main' })
    await filing.check('liability-insurance')
    const first = await filing.check('disclosure')
    await filing.step({ step: 'submit' })
    const seenAt = first.body.checks.at(-1).checkedAt
    register.now.at += 60_000
    const [step, check] = await Promise.all([
      filing.step({ step: 'file' }),
      filing.check('disclosure', { state: 'missing', note: '缺页', seenAt }),
    ])
    const { body } = await register.office.get(filing.papers)
    const disclosure = body.checks.at(-1).state
    expect([step.status, check.status].sort()).toEqual([200, 409])
    expect([body.stage, disclosure]).toEqual(
      step.status === 200 ? ['filed', 'met'] : ['submitted', 'missing'],
    )
  })

  it('is not written over a filing that was filed after the papers were read', async () => {
    const register = await openRegister()
    const filing = await draft(register, {}, { basis: 'main' })
    await filing.check('liability-insurance')
    const first = await filing.check('disclosure')
    await filing.step({ step: 'submit' })
    const seenAt = first.body.checks.at(-1).checkedAt
    register.now.at += 60_000
    const races = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        index === 4
          ? filing.step({ step: 'file' })
          : filing.check('disclosure', { state: 'missing', note: '缺页', seenAt }),
      ),
    )
    const { body } = await register.office.get(filing.papers)
    expect(races.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(body.stage === 'filed').toBe(body.checks.at(-1).state === 'met')
  })

  it('is not checked any more once the filing is filed', async () => {
    const { check } = await filed(await openRegister())
    expect((await check('disclosure')).body.type).toBe('urn:problem:practitioners:step-not-now')
  })
})

describe('complaints', () => {
  it('are noted without the entry being touched, and for one of two at once', async () => {
    const register = await openRegister()
    const { papers, at } = await filed(register)
    const note = (count: number) => register.office.put(`${papers}/complaints`, { count })
    const both = await Promise.all([note(1), note(2)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await register.office.get(papers)).body.version).toBe(at())
  })
})
