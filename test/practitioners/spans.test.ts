import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/kernel/calendar.ts'
import {
  checkKinds,
  checkStates,
  decideFilingStep,
  type FilingCheck,
  type KnownAgreement,
  type Practice,
  practiceHolds,
  spansOf,
  stageOn,
} from '#shared/practitioners/index.ts'
import { filing, today } from './support.ts'

const epoch = '2026-01-01'
const day = fc.nat(500).map((days) => addDays(epoch, days))
const term = fc.record({ from: day, length: fc.nat(400) }).map(({ from, length }) => ({
  from,
  to: addDays(from, length),
}))
const agreementOf = (agreementId: string) =>
  term.map(
    (one): KnownAgreement => ({
      ...one,
      agreementId,
      title: agreementId,
      organisationIds: ['site-050'],
      version: 1,
    }),
  )
const suspensions = fc.array(
  term.map((one) => ({ ...one, reason: 'r' })),
  { maxLength: 3 },
)
const bounded = fc.record({
  paper: term,
  licence: fc.option(term, { nil: undefined }),
  insurance: fc.option(term, { nil: undefined }),
  agreements: fc.tuple(agreementOf('a'), agreementOf('b')),
  named: fc.constantFrom(undefined, 'a'),
  suspensions,
})
const covers = ({ from, to }: { from: string; to: string }, on: string) => from <= on && on <= to

test.prop([bounded, day], { numRuns: 500 })(
  'a day is open exactly when the filing and all that it rests on stand on it, and no suspension does',
  ({ paper, licence, insurance, agreements, named, suspensions: resting }, on) => {
    const one = filing({
      ...paper,
      organisationId: 'site-050',
      suspensions: resting,
      ...(named ? { agreementId: named } : {}),
      spans: [],
    })
    const person = {
      ...(licence
        ? { licence: { category: 'clinical' as const, scope: ['mental-health' as const], ...licence } }
        : {}),
      ...(insurance ? { insurance: { insurer: 'i', policyNumber: 'n', ...insurance } } : {}),
    }
    const { spans } = spansOf(person, one, agreements)
    const bearing = agreements.filter(({ agreementId }) => (named ?? agreementId) === agreementId)
    const stands =
      covers(paper, on) &&
      (licence === undefined || covers(licence, on)) &&
      (insurance === undefined || covers(insurance, on)) &&
      bearing.some((agreement) => covers(agreement, on)) &&
      !resting.some((rest) => covers(rest, on))
    expect(practiceHolds({ spans }, on)).toBe(stands)
    for (const { from, to } of spans) expect(from <= to).toBe(true)
  },
)

const check = fc.record({ kind: fc.constantFrom(...checkKinds), state: fc.constantFrom(...checkStates) })
const command = fc.oneof(
  fc.constant({ step: 'submit' as const }),
  fc.constant({ step: 'file' as const }),
  fc.constant({ step: 'return' as const, reason: 'r' }),
  fc.constant({ step: 'withdraw' as const, reason: 'r' }),
  fc.record({ step: fc.constant('suspend' as const), from: day, reason: fc.constant('r') }),
  fc.record({ step: fc.constant('resume' as const), from: day }),
)

test.prop([fc.array(command, { maxLength: 12 }), fc.array(check, { maxLength: 8 })], { numRuns: 500 })(
  'nothing is filed while a document is open, whatever steps are tried in whatever order',
  (commands, checks: FilingCheck[]) => {
    let one: Practice = filing({ stage: 'draft', from: today, to: addDays(today, 300), spans: [] })
    for (const step of commands) {
      const decision = decideFilingStep({ person: {}, filing: one, checks }, step, 0, today)
      if (decision.ok) one = { ...decision.value, ...spansOf({}, decision.value, []) }
    }
    const settled = checkKinds.every((kind) =>
      ['met', 'not-needed', 'on-paper'].includes(
        checks.find((found) => found.kind === kind)?.state ?? 'open',
      ),
    )
    if (!settled) expect([one.stage === 'filed', one.spans]).toEqual([false, []])
    if (one.stage !== 'filed') expect(one.spans).toEqual([])
    if (stageOn(one, today) === 'suspended') expect(practiceHolds(one, today)).toBe(false)
  },
)

describe('the end that comes first', () => {
  it('is named', () => {
    const licence = { category: 'clinical' as const, scope: ['mental-health' as const], to: '2026-06-30' }
    expect(spansOf({ licence }, filing(), [])).toEqual({
      spans: [{ from: '2026-01-01', to: '2026-06-30' }],
      endsBy: 'licence',
    })
    expect(spansOf({}, filing(), []).endsBy).toBe('filing')
  })
})
