import type { Entry } from '#functions/platform/journal.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { parseSessionId, type Visit } from '#shared/scheduling/index.ts'
import { type Desk, travelAmong, untilSaved } from './desk.ts'
import { type Arranged, arranging } from './visit-arranging.ts'
import {
  type Ask,
  type AskChoice,
  type Asked,
  type Asking,
  type AskRefusal,
  decideAsked,
} from './visit-asked.ts'
import { acceptedAct, lapseOf, visitAct } from './visit-events.ts'

/** Would the practitioner's day have room for it now? Nothing is taken: that is for the answer. */
async function isPossible(desk: Desk, { siteId, practitionerId, plan, insteadOf }: Ask) {
  const day = await desk.claims.readDay(practitionerId, plan.date)
  const commitments = day.commitments.filter(({ claimId }) => claimId !== insteadOf)
  const travel = await travelAmong(desk, [siteId, ...commitments.flatMap(({ placeId }) => placeId ?? [])])
  const claim = { claimId: 'asked', kind: 'clinic-visit', placeId: siteId, time: plan.time } as const
  return desk.claims.add({ ...day, commitments }, claim, travel)
}

interface Saving {
  readonly visit: Visit
  readonly items: Arranged['items']
  readonly entry: Entry
}

/** What is to be written of an ask: an agreed visit with its session, or a question with its deadline. */
async function decideAsk(
  desk: Desk,
  ask: Ask,
  asking: Asking,
  choice: AskChoice,
): Promise<Decision<Saving, AskRefusal>> {
  const decision = await decideAsked(desk, ask, asking, choice)
  if (!decision.ok) return decision
  const { asked, terms, more } = decision.value
  const { now, entry } = asking
  if (terms.terms.mode === 'ask') return decideQuestion(desk, ask, asking, decision.value)
  const week = terms.terms.left === undefined ? undefined : terms.week
  const arranged = await arranging(desk, { visit: asked, plan: terms.plan, now, week })
  if (!arranged.ok) return arranged
  const { session, visit, instead, items } = arranged.value
  return accept({ visit, items, entry: entry(acceptedAct(visit, session, instead, more(visit))) })
}

async function decideQuestion(
  desk: Desk,
  ask: Ask,
  { now, entry }: Asking,
  { asked, more }: Asked,
): Promise<Decision<Saving, AskRefusal>> {
  if (asked.answerBy <= now) return refuse('plan-invalid', { fault: 'too-late-to-ask' })
  const possible = await isPossible(desk, ask)
  if (!possible.ok) return possible
  const items = [desk.repository.changed.visit(asked), desk.due.plan(lapseOf(asked))]
  return accept({ visit: asked, items, entry: entry(visitAct('visit-asked', asked, more(asked))) })
}

/** Asks, or agrees at once where the offer allows it. One write; of two clinics that race, one wins. */
export const askFor = (
  desk: Desk,
  ask: Ask,
  asking: Asking,
  choice: AskChoice = {},
): Promise<Decision<Visit, AskRefusal>> =>
  untilSaved(async () => {
    const decision = await decideAsk(desk, ask, asking, choice)
    if (!decision.ok) return decision
    const { visit, items, entry } = decision.value
    const written = await desk.repository.save(items, entry)
    if (written === 'saved') return accept(visit)
    if (written === 'replayed') return refuse('visit-exists')
    const key = parseSessionId(visit.visitId)
    return key && (await desk.repository.findVisit(visit.visitId, { fresh: true }))
      ? refuse('visit-exists')
      : undefined
  })
