import type { Handlers } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  checksAfter,
  decideCommand,
  decideFiling,
  decideFilingStep,
  type FilingStepRequest,
  type Practice,
  type practitionersContract,
} from '#shared/practitioners/index.ts'
import { findFiling, saveFiling, viewFor } from './filing-loading.ts'
import { newPractice, noted, withPractice } from './practice-routes.ts'
import type { Loaded } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>

export const filingReads = (register: PractitionersRepository): Pick<All, 'readFiling'> => ({
  async readFiling(request) {
    const { practitionerId, practiceId } = request.params
    request.require('read', 'Filing', { practitionerId })
    const [found, known, papers] = await Promise.all([
      register.findPractitioner(practitionerId),
      register.readAgreements(),
      register.findPapers(practitionerId, practiceId),
    ])
    if (!found) return refuse('practitioner-unknown')
    if (!found.practices.some((one) => one.practiceId === practiceId)) return refuse('practice-unknown')
    return accept(viewFor(request, known, found, papers))
  },
})

export const filingWrites = (register: PractitionersRepository): Pick<All, 'changeFiling'> => ({
  async changeFiling(request) {
    const { version, ...fields } = request.body
    const at = await findFiling(register, request.params, version)
    if (!at.ok) return at
    const { loaded, practice, papers } = at.value
    const today = dateAt(request.now)
    const allowed = decideCommand(practice, 'change', today)
    if (!allowed.ok) return allowed
    const wanted = { ...fields, siteId: practice.siteId }
    if (wanted.to < wanted.from) return refuse('term-over')
    const { practiceId, stage, filedAt, renews } = practice
    const made = await newPractice(register, loaded, wanted, { practiceId, stage, filedAt })
    if (!made.ok) return made
    const decision = decideFiling(loaded.found, wanted, today, practiceId)
    if (!decision.ok) return decision
    const became = withPractice(loaded, renews === undefined ? made.value : { ...made.value, renews })
    const checks = checksAfter(papers.checks, wanted.basis)
    return saveFiling(register, request, loaded, {
      became,
      papers: noted({ ...papers, checks }, request, 'change'),
      happened: { act: 'filing-changed', aggregateId: practiceId },
    })
  },
})

/** What other contexts hear of a step: those that open or close days have names of their own. */
const acts: Readonly<Record<FilingStepRequest['step'], string>> = {
  submit: 'filing-submitted',
  return: 'filing-returned',
  file: 'practice-filed',
  withdraw: 'filing-withdrawn',
  suspend: 'practice-suspended',
  resume: 'practice-resumed',
  'call-off': 'practice-resumed',
}

/** A renewal that is taken back leaves the old term without one. */
const withoutRenewal = (loaded: Loaded, { renews, stage }: Practice): Loaded => {
  if (renews === undefined || stage !== 'withdrawn') return loaded
  const practices = loaded.found.practices.map((one) => {
    if (one.practiceId !== renews) return one
    const { renewedBy: _, ...rest } = one
    return rest
  })
  return { ...loaded, found: { ...loaded.found, practices } }
}

export const filingSteps = (register: PractitionersRepository): Pick<All, 'stepFiling'> => ({
  async stepFiling(request) {
    const { version, step } = request.body
    const at = await findFiling(register, request.params, version)
    if (!at.ok) return at
    const { loaded, practice, papers } = at.value
    const today = dateAt(request.now)
    const subject = { person: loaded.found, filing: practice, checks: papers.checks }
    const decision = decideFilingStep(subject, step, request.now, today)
    if (!decision.ok) return decision
    const became = withPractice(withoutRenewal(loaded, decision.value), decision.value)
    const note = 'reason' in step ? step.reason : undefined
    return saveFiling(register, request, loaded, {
      became,
      papers: noted(papers, request, step.step, note),
      happened: { act: acts[step.step], aggregateId: request.params.practiceId },
    })
  },
})
