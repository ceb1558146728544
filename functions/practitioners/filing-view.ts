import { dateAt } from '#shared/kernel/calendar.ts'
import {
  bounds,
  checkKinds,
  commandsOn,
  type Ending,
  type FilingView,
  type KnownAgreement,
  type Papers,
  type Practice,
  type Practitioner,
  practiceViewOf,
  stageOn,
} from '#shared/practitioners/index.ts'

export interface FilingParts {
  readonly entry: Practitioner
  readonly practice: Practice
  readonly papers: Papers
  readonly agreements: readonly KnownAgreement[]
  readonly mayChange: boolean
}

/** Where a bound is not known, its day is far away: then none is shown. */
const known = (date: string | undefined): boolean => date !== undefined && date < '2190-01-01'

export function filingViewOf(
  { entry, practice, papers, agreements, mayChange }: FilingParts,
  now: number,
): FilingView {
  const today = dateAt(now)
  const { filing: _, ...others } = bounds(entry, practice, agreements)
  const ends = Object.entries(others).map(([what, spans]) => {
    const on = spans.at(-1)?.to
    return { what: what as Ending, ...(on !== undefined && known(on) ? { on } : {}) }
  })
  const body = practice.organisationId ?? practice.siteId
  const inOrder = checkKinds.flatMap((kind) => papers.checks.find((one) => one.kind === kind) ?? [])
  return {
    practitionerId: entry.practitionerId,
    name: entry.name,
    title: entry.title,
    version: entry.version,
    practice: practiceViewOf(practice, today),
    stage: stageOn(practice, today),
    commands: mayChange ? commandsOn(practice, today) : [],
    checks: inOrder,
    history: [...papers.history],
    ...(papers.complaints ? { complaints: papers.complaints } : {}),
    ends: [{ what: 'filing', on: practice.endedOn ?? practice.to }, ...ends],
    agreements: agreements
      .filter(({ organisationIds }) => organisationIds.includes(body))
      .map(({ agreementId, title, to }) => ({ agreementId, title, to })),
  }
}
