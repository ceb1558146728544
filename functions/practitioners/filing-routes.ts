import type { Handlers, Request } from '#functions/platform/request.ts'
import { mayDo } from '#shared/access/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import {
  checksAfter,
  checksFor,
  decideCheck,
  decideCommand,
  decideFiling,
  decideFilingStep,
  decideRenewal,
  type FilingStepRequest,
  type FilingView,
  type Papers,
  type Practice,
  type Practitioner,
  type practitionersContract,
} from '#shared/practitioners/index.ts'
import { filingViewOf } from './filing-view.ts'
import { newPractice, noted, withPractice } from './practice-routes.ts'
import { changed, findAtVersion, type Happened, type Loaded, savedAs, staleNow } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>
type Asked = Pick<Request, 'ability' | 'entry' | 'now' | 'actor'>

interface At {
  readonly loaded: Loaded
  readonly practice: Practice
  readonly papers: Papers
}

/** The practice and its papers, for somebody who saw the entry at `version`. */
async function findFiling(
  register: PractitionersRepository,
  { practitionerId, practiceId }: { practitionerId: string; practiceId: string },
  version: number,
): Promise<Decision<At, 'practitioner-unknown' | 'stale-version' | 'practice-unknown'>> {
  const loaded = await findAtVersion(register, practitionerId, version)
  if (!loaded.ok) return loaded
  const practice = loaded.value.found.practices.find((one) => one.practiceId === practiceId)
  if (!practice) return refuse('practice-unknown')
  return accept({
    loaded: loaded.value,
    practice,
    papers: await register.findPapers(practitionerId, practiceId),
  })
}

const viewFor = (
  request: Asked,
  { agreements }: Pick<Loaded, 'agreements'>,
  entry: Practitioner,
  papers: Papers,
) => {
  const practice = entry.practices.find(({ practiceId }) => practiceId === papers.practiceId)
  const { practitionerId } = entry
  const mayChange = mayDo(request.ability, 'change', 'Practitioner', { practitionerId })
  if (!practice) throw new Error('A filing is shown that is not in its entry')
  return filingViewOf({ entry, practice, papers, agreements, mayChange }, request.now)
}

interface Step {
  readonly became: Practitioner
  readonly papers: Papers
  readonly happened: Happened
}

/** Writes the entry and its papers together, and answers with the filing as it became. */
async function save(
  register: PractitionersRepository,
  request: Asked,
  loaded: Loaded,
  { became, papers, happened }: Step,
): Promise<Decision<FilingView, 'stale-version'>> {
  const outcome = await savedAs(register, request, loaded, { became, papers, happened })
  return outcome === 'written'
    ? accept(viewFor(request, loaded, became, papers))
    : staleNow(register, became.practitionerId)
}

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

interface Beginning {
  readonly became: Practitioner
  readonly practiceId: string
  readonly basis: Practice['basis']
  readonly act: 'open' | 'renew'
}

/** A draft with the checklist that its basis asks for. */
function begin(
  register: PractitionersRepository,
  request: Asked,
  loaded: Loaded,
  { became, practiceId, basis, act }: Beginning,
): Promise<Decision<FilingView, 'stale-version'>> {
  const { practitionerId } = became
  const papers = noted({ practitionerId, practiceId, checks: checksFor(basis), history: [] }, request, act)
  const answer = viewFor(request, loaded, became, papers)
  const happened = { act: 'filing-opened', aggregateId: practiceId, answer }
  return save(register, request, loaded, { became, papers, happened })
}

export const filingBeginnings = (
  register: PractitionersRepository,
): Pick<All, 'openFiling' | 'renewPractice'> => ({
  async openFiling(request) {
    const { createdId: practiceId, now } = request
    const { version, ...wanted } = request.body
    const { practitionerId } = request.params
    const loaded = await findAtVersion(register, practitionerId, version)
    if (!loaded.ok) return loaded
    const made = await newPractice(register, loaded.value, wanted, {
      practiceId,
      stage: 'draft',
      filedAt: now,
    })
    if (!made.ok) return made
    const decision = decideFiling(loaded.value.found, wanted, dateAt(now))
    if (!decision.ok) return decision
    const became = changed(loaded.value, { practices: [...loaded.value.found.practices, made.value] })
    return begin(register, request, loaded.value, { became, practiceId, basis: wanted.basis, act: 'open' })
  },

  /** The new term begins on the day after the old one; its documents are checked anew. */
  async renewPractice(request) {
    const { createdId: practiceId, now } = request
    const at = await findFiling(register, request.params, request.body.version)
    if (!at.ok) return at
    const { loaded, practice: old } = at.value
    const wanted = decideRenewal(old, request.body.to, dateAt(now))
    if (!wanted.ok) return wanted
    const made = await newPractice(register, loaded, wanted.value, {
      practiceId,
      stage: 'draft',
      filedAt: now,
    })
    if (!made.ok) return made
    const decision = decideFiling(loaded.found, wanted.value, dateAt(now))
    if (!decision.ok) return decision
    const renewal = { ...made.value, renews: old.practiceId }
    const continued = loaded.found.practices.map((one) =>
      one === old ? { ...one, renewedBy: practiceId } : one,
    )
    const became = changed(loaded, { practices: [...continued, renewal] })
    return begin(register, request, loaded, { became, practiceId, basis: old.basis, act: 'renew' })
  },
})

export const filingWrites = (
  register: PractitionersRepository,
): Pick<All, 'changeFiling' | 'checkFiling' | 'noteComplaints'> => ({
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
    return save(register, request, loaded, {
      became,
      papers: noted({ ...papers, checks }, request, 'change'),
      happened: { act: 'filing-changed', aggregateId: practiceId },
    })
  },

  async checkFiling(request) {
    const { version, ...fields } = request.body
    const { check, practiceId } = request.params
    const at = await findFiling(register, request.params, version)
    if (!at.ok) return at
    const { loaded, practice, papers } = at.value
    const allowed = decideCommand(practice, 'check', dateAt(request.now))
    if (!allowed.ok) return allowed
    const decision = decideCheck(fields)
    if (!decision.ok) return decision
    const by = request.actor?.displayName ?? ''
    const checked = { ...decision.value, kind: check, checkedBy: by, checkedAt: request.now }
    const others = papers.checks.filter(({ kind }) => kind !== check)
    return save(register, request, loaded, {
      became: changed(loaded, {}),
      papers: { ...papers, checks: [...others, checked] },
      happened: { act: 'filing-checked', aggregateId: practiceId },
    })
  },

  async noteComplaints(request) {
    const { version, ...complaints } = request.body
    const at = await findFiling(register, request.params, version)
    if (!at.ok) return at
    const { loaded, papers } = at.value
    return save(register, request, loaded, {
      became: changed(loaded, {}),
      papers: noted({ ...papers, complaints }, request, 'complaints', String(complaints.count)),
      happened: { act: 'complaints-noted', aggregateId: request.params.practiceId },
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
    return save(register, request, loaded, {
      became,
      papers: noted(papers, request, step.step, note),
      happened: { act: acts[step.step], aggregateId: request.params.practiceId },
    })
  },
})
