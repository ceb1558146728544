import { addDays, dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { isSettled, parseSlotId, type Reached } from '#shared/scheduling/index.ts'
import { actingBy, lookedBack, reachedBy } from './cascade-acting.ts'
import { lineOf } from './cascade-parts.ts'
import type { StoredLine } from './cascade-repository.ts'
import { giveUp, takeReoffer } from './cascade-settling.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { stoppedOf } from './displaced.ts'
import { freeNumbers } from './free-numbers.ts'
import { basisOf, mayAnswerReoffer } from './policy.ts'
import { passOn } from './reoffer-making.ts'

const listReoffers: Handler<'listReoffers'> = (desk) => async (request) => {
  const { patientId } = request.params
  request.require('answer', 'Cascade', { patientId })
  const from = addDays(dateAt(request.now), -lookedBack)
  const lines = await desk.repository.listLinesOf(patientId, from)
  const open = lines.filter((line) => !isSettled(line))
  const [basis, patientIds] = [basisOf(request.actor, patientId), [patientId]]
  if (open.length > 0)
    await desk.journal.note(
      request.entry({ act: 'reoffers-read', aggregateId: patientId, basis, patientIds }),
    )
  return accept({ lines: open.map(lineOf) })
}

type Answering = Parameters<SchedulingHandlers['answerReoffer']>[0]

/** The same answer once more, because its answer was lost: it stands as it was wanted. */
function answeredBefore({ state, movedTo, tried, steps }: StoredLine, { as, toSlotId }: Answering['body']) {
  if (as === 'cancel') return state === 'cancelled'
  if (toSlotId === undefined) return false
  if (as === 'accept') return state === 'moved' && movedTo?.slotId === toSlotId
  return tried.includes(toSlotId) && steps.some((one) => one.step === 'declined' && one.slotId === toSlotId)
}

async function decline(desk: Desk, request: Answering, line: StoredLine, reached: Reached) {
  const { toSlotId } = request.body
  if (isSettled(line)) return refuse('line-settled', { state: line.state })
  if (line.state !== 'offered' || (toSlotId !== undefined && line.offer?.slotId !== toSlotId))
    return refuse('offer-over')
  const stopped = await stoppedOf(desk, line.sessionId)
  if (!stopped) return refuse('line-unknown')
  const { numbers } = await freeNumbers(desk, stopped, request.now)
  const how = { step: 'declined' as const, reached }
  const acting = actingBy(request, line.patientId)
  const next = await passOn(desk, acting, { line, stopped, numbers, how })
  if (next === undefined || !next.ok) return next
  return accept({ line: lineOf(next.value) })
}

async function answer(desk: Desk, request: Answering, line: StoredLine) {
  const { body } = request
  const acting = actingBy(request, line.patientId)
  const reached = reachedBy(request, acting.by)
  if (body.as === 'decline') return decline(desk, request, line, reached)
  const settled =
    body.as === 'accept'
      ? await takeReoffer(desk, acting, line, body.toSlotId, reached)
      : await giveUp(desk, acting, line, reached)
  if (settled === undefined || !settled.ok) return settled
  return accept({ line: lineOf(settled.value.line), appointment: settled.value.appointment })
}

const answerReoffer: Handler<'answerReoffer'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body } = request
    const key = parseSlotId(params.slotId)
    const line = key && (await desk.repository.findLine(key))
    if (!line || line.patientId !== params.patientId || !mayAnswerReoffer(request, line))
      return refuse('line-unknown')
    return answeredBefore(line, body) ? accept({ line: lineOf(line) }) : answer(desk, request, line)
  })

/** What patients see of their lost appointments, and what they answer; a desk answers for who is on the telephone. */
export const reofferRoutes = (desk: Desk) => ({
  listReoffers: listReoffers(desk),
  answerReoffer: answerReoffer(desk),
})
