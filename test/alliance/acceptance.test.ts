import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import {
  currentStandard,
  type Department,
  decideApplication,
  decideInspection,
  decidePass,
  decideRectification,
  decideRectified,
  decideReinspection,
  decideReturn,
  decideReview,
  decideSchedule,
  decideSelfCheck,
  decideStart,
  decideStep,
  decideSubmission,
  type ItemAnswer,
} from '#shared/alliance/index.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { answersWith, fresh, itemIds, stepBy, today } from './support.ts'

const standard = currentStandard
const value = <V>(decision: Decision<V>): V => {
  if (!decision.ok) throw new Error(decision.reason)
  return decision.value
}
const step = (found: Department) => stepBy('方敏之', found.version)

const applied = value(decideApplication(fresh, step(fresh), { contact: '白昕' }))
const answered = value(decideSelfCheck(applied, standard, step(applied), { answers: answersWith() }))
const submitted = value(decideSubmission(answered, standard, step(answered)))
const visit = { date: today, half: 'morning' as const, inspectors: ['方敏之', '贺文谦'] }
const scheduled = value(decideSchedule(submitted, step(submitted), visit))
const started = value(decideStart(scheduled, step(scheduled)))
const inspected = (...notMet: string[]) =>
  value(decideInspection(started, standard, step(started), answersWith(...notMet)))
const [first = '', second = ''] = itemIds
const due = addDays(today, 30)
const rectifying = value(
  decideRectification(inspected(first, second), standard, step(inspected()), {
    due,
    dues: [{ itemId: second, due: addDays(today, 9) }],
  }),
)

describe('the self-check', () => {
  it('begins by the current standard with no answers', () => {
    expect(applied).toMatchObject({
      state: 'self-checking',
      standardVersion: '2016',
      selfCheck: [],
      version: 1,
    })
  })

  it('is not submitted as long as an item has no answer, and names those', () => {
    const partly = value(
      decideSelfCheck(applied, standard, step(applied), { answers: answersWith().slice(2) }),
    )
    expect(decideSubmission(partly, standard, step(partly))).toEqual({
      ok: false,
      reason: 'answers-missing',
      facts: { items: [first, second] },
    })
  })

  it('keeps earlier answers that a later save does not name', () => {
    const again = value(
      decideSelfCheck(answered, standard, step(answered), {
        answers: [{ itemId: first, answer: 'not-met', note: '没有' }],
      }),
    )
    expect(again.selfCheck).toHaveLength(itemIds.length)
    expect(again.selfCheck[0]).toEqual({ itemId: first, answer: 'not-met', note: '没有' })
  })

  it('refuses an item that the standard does not have', () => {
    const answers: ItemAnswer[] = [{ itemId: 'a-garden', answer: 'met' }]
    expect(decideSelfCheck(applied, standard, step(applied), { answers })).toMatchObject({
      reason: 'item-unknown',
    })
  })

  it('comes back with a reason, which is gone with the next submission', () => {
    const returned = value(decideStep(submitted, 'returnSelfCheck', step(submitted), { reason: '缺照片' }))
    expect(returned).toMatchObject({ state: 'self-checking', reason: '缺照片' })
    expect(value(decideSubmission(returned, standard, step(returned))).reason).toBeUndefined()
  })
})

describe('the inspection', () => {
  it('is not arranged for a day that is over', () => {
    const yesterday = { ...visit, date: addDays(today, -1) }
    expect(decideSchedule(submitted, step(submitted), yesterday)).toMatchObject({
      reason: 'date-in-the-past',
    })
  })

  it('does not begin before it is arranged, nor before its day', () => {
    expect(decideStart(submitted, step(submitted))).toMatchObject({ reason: 'not-scheduled' })
    const tomorrow = value(decideSchedule(submitted, step(submitted), { ...visit, date: addDays(today, 1) }))
    expect(decideStart(tomorrow, step(tomorrow))).toMatchObject({ reason: 'too-early' })
  })

  it('begins without answers, whatever the site said of itself', () => {
    expect(started.inspection?.answers).toEqual([])
  })

  it('passes with every item met', () => {
    const all = inspected()
    expect(value(decidePass(all, standard, step(all)))).toMatchObject({
      state: 'passed',
      passedOn: today,
      since: today,
    })
  })

  it('does not pass with an item unanswered or not met', () => {
    expect(decidePass(started, standard, step(started))).toMatchObject({ reason: 'answers-missing' })
    const one = inspected(second)
    expect(decidePass(one, standard, step(one))).toEqual({
      ok: false,
      reason: 'findings-open',
      facts: { items: [second] },
    })
  })

  it('has nothing to put right where everything is met', () => {
    const all = inspected()
    expect(decideRectification(all, standard, step(all), { due, dues: [] })).toMatchObject({
      reason: 'no-findings',
    })
  })
})

describe('the findings', () => {
  it('are the items not met, each with its day', () => {
    expect(rectifying.findings).toEqual([
      { itemId: first, note: '未达到', due },
      { itemId: second, note: '未达到', due: addDays(today, 9) },
    ])
  })

  it('are all put right before the review', () => {
    const half = value(decideRectified(rectifying, step(rectifying), { itemId: first, note: '已装门' }))
    expect(decideReview(half, step(half))).toEqual({
      ok: false,
      reason: 'rectification-missing',
      facts: { items: [second] },
    })
  })

  it('come back one by one; the rest stays put right', () => {
    const one = value(decideRectified(rectifying, step(rectifying), { itemId: first, note: '已装门' }))
    const both = value(decideRectified(one, step(one), { itemId: second, note: '已补药' }))
    const review = value(decideReview(both, step(both)))
    const back = value(
      decideReturn(review, step(review), [{ itemId: second, reason: '仍有过期药', due: addDays(today, 5) }]),
    )
    expect(back.state).toBe('rectifying')
    expect(decideReview(back, step(back))).toMatchObject({ facts: { items: [second] } })
    const again = value(decideRectified(back, step(back), { itemId: second, note: '已更换' }))
    const reviewed = value(decideReview(again, step(again)))
    expect(value(decidePass(reviewed, standard, step(reviewed))).state).toBe('passed')
  })

  it('cannot be due on a day that is over', () => {
    const one = inspected(first)
    const past = { due: addDays(today, -1), dues: [] }
    expect(decideRectification(one, standard, step(one), past)).toMatchObject({ reason: 'date-in-the-past' })
  })
})

it('needs a new inspection after a suspension that says so', () => {
  const all = inspected()
  const passed = value(decidePass(all, standard, step(all)))
  const suspended = value(decideStep(passed, 'suspend', step(passed), { reason: '诊室漏水' }))
  const again = value(decideReinspection(suspended, step(suspended)))
  expect(again).toMatchObject({ state: 'awaiting-inspection', findings: [] })
  expect(again.inspection).toBeUndefined()
  expect(again.passedOn).toBeUndefined()
})

it('shows both versions to somebody who saw an older one', () => {
  const stale = decideSelfCheck(answered, standard, stepBy('周晓琳', applied.version), {
    answers: answersWith(first),
  })
  expect(stale).toEqual({ ok: false, reason: 'stale-version', facts: { current: answered } })
})

test.prop([fc.array(fc.nat(11), { maxLength: 40 }), fc.subarray(itemIds, { maxLength: 4 })])(
  'is never accepted with an item unanswered or a finding open, whatever is tried in whatever order',
  (tries, notMet) => {
    const moves: ((found: Department) => Decision<Department>)[] = [
      (found) => decideApplication(found, step(found), { contact: '白昕' }),
      (found) => decideSelfCheck(found, standard, step(found), { answers: answersWith(...notMet) }),
      (found) => decideSubmission(found, standard, step(found)),
      (found) => decideSchedule(found, step(found), visit),
      (found) => decideStart(found, step(found)),
      (found) => decideInspection(found, standard, step(found), answersWith(...notMet)),
      (found) => decideRectification(found, standard, step(found), { due, dues: [] }),
      (found) => decideRectified(found, step(found), { itemId: notMet[0] ?? first, note: '已改' }),
      (found) => decideReview(found, step(found)),
      (found) => decideReturn(found, step(found), [{ itemId: notMet[0] ?? first, reason: '不够', due }]),
      (found) => decidePass(found, standard, step(found)),
      (found) => decideReinspection(found, step(found)),
    ]
    let found: Department = fresh
    for (const index of tries) {
      const decision = moves[index]?.(found)
      if (!decision?.ok) continue
      expect(decision.value.version).toBe(found.version + 1)
      found = decision.value
      if (found.state !== 'passed') continue
      expect(found.inspection?.answers.map(({ itemId }) => itemId)).toEqual(itemIds)
      const open = found.findings.filter(({ rectification, returned }) => !rectification || returned)
      expect(open).toEqual([])
      expect(found.findings.map(({ itemId }) => itemId)).toEqual(
        itemIds.filter((one) => notMet.includes(one)),
      )
    }
  },
)
