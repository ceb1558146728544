import type { Handlers, Request } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import {
  checksOnPaper,
  decideCommand,
  decideEnding,
  decideFiling,
  type Papers,
  type Practice,
  type PracticeFields,
  type practitionersContract,
  viewOf,
} from '#shared/practitioners/index.ts'
import { changed, findAtVersion, type Loaded, savedAs } from './register-writes.ts'
import type { PractitionersRepository } from './repository.ts'

type All = Handlers<typeof practitionersContract.operations>

/** A practice as it is first written: the site by its names of today, nothing decided about its days. */
export async function newPractice(
  register: PractitionersRepository,
  { agreements }: Loaded,
  wanted: PracticeFields,
  rest: Pick<Practice, 'practiceId' | 'stage' | 'filedAt'>,
): Promise<Decision<Practice, 'site-unknown' | 'agreement-unknown'>> {
  const place = await register.findPlace(wanted.siteId)
  if (!place) return refuse('site-unknown')
  const named = wanted.agreementId
  if (named !== undefined && !agreements.some(({ agreementId }) => agreementId === named))
    return refuse('agreement-unknown')
  const { name: siteName, shortName: siteShortName, organisationId } = place
  return accept({ ...wanted, ...rest, siteName, siteShortName, organisationId, spans: [], endsBy: 'filing' })
}

/** One more step in the papers' history, by the name of who took it. */
export const noted = (
  papers: Papers,
  { actor, now }: Pick<Request, 'actor' | 'now'>,
  act: string,
  note?: string,
): Papers => ({
  ...papers,
  history: [
    ...papers.history.slice(-59),
    { at: now, by: actor?.displayName ?? '', act, ...(note === undefined ? {} : { note }) },
  ],
})

export const withPractice = (loaded: Loaded, became: Practice) =>
  changed(loaded, {
    practices: loaded.found.practices.map((one) => (one.practiceId === became.practiceId ? became : one)),
  })

export const practiceRoutes = (
  register: PractitionersRepository,
): Pick<All, 'filePractice' | 'endPractice'> => ({
  /** A filing that stands on paper already is entered as filed at once; its documents were seen there. */
  async filePractice(request) {
    const { params, createdId: practiceId, now } = request
    const { version, ...wanted } = request.body
    const { practitionerId } = params
    const loaded = await findAtVersion(register, practitionerId, version)
    if (!loaded.ok) return loaded
    const made = await newPractice(register, loaded.value, wanted, {
      practiceId,
      stage: 'filed',
      filedAt: now,
    })
    if (!made.ok) return made
    const decision = decideFiling(loaded.value.found, wanted, dateAt(now))
    if (!decision.ok) return decision
    const became = changed(loaded.value, { practices: [...loaded.value.found.practices, made.value] })
    const answer = viewOf(became, dateAt(now))
    const happened = { act: 'practice-filed', aggregateId: practiceId, answer }
    const checks = checksOnPaper(wanted.basis, request.actor?.displayName ?? '', now)
    const papers = noted({ practitionerId, practiceId, checks, history: [], version: 0 }, request, 'file')
    const outcome = await savedAs(register, request, loaded.value, { became, happened, papers })
    return outcome === 'written' ? accept(answer) : refuse('stale-version')
  },

  async endPractice(request) {
    const { practitionerId, practiceId } = request.params
    const { version, endedOn, reason } = request.body
    const today = dateAt(request.now)
    const loaded = await findAtVersion(register, practitionerId, version)
    if (!loaded.ok) return loaded
    const filed = loaded.value.found.practices.find((one) => one.practiceId === practiceId)
    if (!filed) return refuse('practice-unknown')
    const decision = decideEnding(filed, endedOn, today)
    if (!decision.ok) return decision
    const allowed = decideCommand(filed, 'terminate', today)
    if (!allowed.ok) return allowed
    const became = withPractice(loaded.value, { ...filed, endedOn: decision.value, endReason: reason })
    const happened = { act: 'practice-ended', aggregateId: practitionerId }
    const before = await register.findPapers(practitionerId, practiceId)
    const papers = noted(before, request, 'terminate', reason)
    const outcome = await savedAs(register, request, loaded.value, { became, happened, papers })
    return outcome === 'written' ? accept(viewOf(became, today)) : refuse('stale-version')
  },
})
