import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { afterCommand, alternativesFor, isSettled, parseSlotId } from '#shared/scheduling/index.ts'
import { type Asking, actingBy, reachedBy } from './cascade-acting.ts'
import { lineAct } from './cascade-parts.ts'
import type { StoredLine } from './cascade-repository.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { displacedOf, stoppedOf } from './displaced.ts'
import { freeNumbers } from './free-numbers.ts'
import { mayCascade } from './policy.ts'
import { passOn } from './reoffer-making.ts'

/** A line that this person may look after; its messages are read with the whole session alone. */
async function lineFor(
  desk: Desk,
  request: Asking,
  slotId: string,
  action: 'read' | 'change',
): Promise<StoredLine | undefined> {
  const key = parseSlotId(slotId)
  return key && mayCascade(request, action, key.siteId) ? desk.repository.findLine(key) : undefined
}

const listAlternatives: Handler<'listAlternatives'> = (desk) => async (request) => {
  const line = await lineFor(desk, request, request.params.slotId, 'read')
  const stopped = line && (await stoppedOf(desk, line.sessionId))
  if (!line || !stopped) return refuse('line-unknown')
  const [{ numbers }, who] = await Promise.all([
    freeNumbers(desk, stopped, request.now),
    displacedOf(desk, line, request.now),
  ])
  const found = alternativesFor(stopped, { ...who, tried: [] }, numbers)
  return accept({ alternatives: found.slice(0, 20) })
}

/** The same request once more, whose answer was lost: the line is one version on, by this step. */
const doneBefore = ({ version, steps }: StoredLine, before: number, step: string): boolean =>
  version === before + 1 && steps.at(-1)?.step === step

/** May it be changed as it was read: nobody else has, and the patient is not looked after already? */
function decideChange(
  line: StoredLine,
  version: number,
): Decision<StoredLine, 'line-settled' | 'stale-version'> {
  if (isSettled(line)) return refuse('line-settled', { state: line.state })
  return line.version === version ? accept(line) : refuse('stale-version', { version: line.version })
}

type Offering = Parameters<SchedulingHandlers['offerAlternative']>[0]

async function offerTo(desk: Desk, request: Offering, line: StoredLine) {
  const stopped = await stoppedOf(desk, line.sessionId)
  if (!stopped) return refuse('line-unknown')
  const { numbers } = await freeNumbers(desk, stopped, request.now)
  const how = { step: 'withdrawn' as const, toSlotId: request.body.toSlotId, again: true }
  const acting = actingBy(request, line.patientId)
  const next = await passOn(desk, acting, { line, stopped, numbers, how })
  if (next !== undefined) return next.ok ? accept(next.value) : next
  const now = await lineFor(desk, request, request.params.slotId, 'change')
  return now?.version === line.version ? refuse('no-alternative') : undefined
}

const offerAlternative: Handler<'offerAlternative'> = (desk) => (request) =>
  untilSaved(async () => {
    const { version } = request.body
    const line = await lineFor(desk, request, request.params.slotId, 'change')
    if (!line) return refuse('line-unknown')
    if (doneBefore(line, version, 'offered')) return accept(line)
    const decision = decideChange(line, version)
    return decision.ok ? offerTo(desk, request, line) : decision
  })

type Calling = Parameters<SchedulingHandlers['markReached']>[0]
const steps = { reached: 'called', 'no-answer': 'no-answer' } as const

/** The line after a call: the person knows, or nobody answered. */
function afterCall(line: StoredLine, request: Calling) {
  const { outcome, note } = request.body
  const step = { at: request.now, step: steps[outcome], by: 'staff' } as const
  if (outcome === 'reached')
    return afterCommand(line, 'reach', { step, reached: reachedBy(request, 'staff', note) })
  return accept({
    ...line,
    unanswered: line.unanswered + 1,
    steps: [...line.steps, step].slice(-30),
    version: line.version + 1,
  })
}

async function call(desk: Desk, request: Calling, line: StoredLine) {
  const decision = decideChange(line, request.body.version)
  if (!decision.ok) return decision
  const next = afterCall(line, request)
  if (!next.ok) return next
  const { changed, save } = desk.repository
  const act = lineAct(request.body.outcome === 'reached' ? 'patient-reached' : 'patient-called', line)
  const entry = actingBy(request, line.patientId).entry(act)
  const written = await save([changed.line(next.value), changed.mark(next.value)], entry)
  return written === 'saved' ? accept(next.value) : undefined
}

const markReached: Handler<'markReached'> = (desk) => (request) =>
  untilSaved(async () => {
    const { version, outcome } = request.body
    const line = await lineFor(desk, request, request.params.slotId, 'change')
    if (!line) return refuse('line-unknown')
    return doneBefore(line, version, steps[outcome]) ? accept(line) : call(desk, request, line)
  })

/** What staff do for one patient of a stopped session. */
export const cascadeLineRoutes = (desk: Desk) => ({
  listAlternatives: listAlternatives(desk),
  offerAlternative: offerAlternative(desk),
  markReached: markReached(desk),
})
