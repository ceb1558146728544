import type { Handlers } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import {
  decideCheck,
  decideCommand,
  type FilingView,
  isAsSeen,
  type Papers,
  type practitionersContract,
} from '#shared/practitioners/index.ts'
import { type Asked, type At, findFilingNow, viewFor } from './filing-loading.ts'
import { noted } from './practice-routes.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>
type Gone = 'practitioner-unknown' | 'practice-unknown'

interface Writing<Reason extends string> {
  readonly act: string
  readonly params: { readonly practitionerId: string; readonly practiceId: string }
  /** What the journal keeps besides whose papers they are. */
  readonly said?: Readonly<Record<string, string>>
  /** What the papers become, or why not; asked anew where somebody wrote them in between. */
  readonly become: (at: At) => Decision<Papers, Reason>
}

/** Writes the papers of a filing and nothing else of the practitioner's entry. */
async function writePapers<Reason extends string>(
  register: PractitionersRepository,
  request: Asked,
  { act, params, said, become }: Writing<Reason>,
): Promise<Decision<FilingView, Reason | Gone>> {
  for (;;) {
    const at = await findFilingNow(register, params)
    if (!at.ok) return at
    const became = become(at.value)
    if (!became.ok) return became
    const entry = request.entry({
      act,
      aggregateId: params.practiceId,
      bodyId: 'alliance-office',
      basis: 'office',
      data: { ...params, ...said },
    })
    if (await register.savePapers(became.value, entry))
      return accept(viewFor(request, at.value.loaded, at.value.loaded.found, became.value))
  }
}

export const filingPaperRoutes = (
  register: PractitionersRepository,
): Pick<All, 'checkFiling' | 'noteComplaints'> => ({
  async checkFiling(request) {
    const { seenAt, ...fields } = request.body
    const { check: kind, ...params } = request.params
    const become = ({ practice, papers }: At) => {
      const allowed = decideCommand(practice, 'check', dateAt(request.now))
      if (!allowed.ok) return allowed
      if (!isAsSeen(papers, kind, seenAt)) return refuse('stale-version')
      const decision = decideCheck(fields)
      if (!decision.ok) return decision
      const by = request.actor?.displayName ?? ''
      const checked = { ...decision.value, kind, checkedBy: by, checkedAt: request.now }
      const others = papers.checks.filter((one) => one.kind !== kind)
      return accept({ ...papers, checks: [...others, checked] })
    }
    const said = { check: kind, state: fields.state }
    return writePapers(register, request, { act: 'filing-checked', params, said, become })
  },

  async noteComplaints(request) {
    const { seenAt, ...complaints } = request.body
    const become = ({ papers }: At) => {
      if (papers.complaints?.notedAt !== seenAt) return refuse('stale-version')
      const noting = { ...complaints, notedAt: request.now }
      return accept(noted({ ...papers, complaints: noting }, request, 'complaints', String(complaints.count)))
    }
    return writePapers(register, request, { act: 'complaints-noted', params: request.params, become })
  },
})
