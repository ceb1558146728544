import { httpProblem } from '#functions/platform/problem.ts'
import { sitesOf } from '#shared/access/index.ts'
import { accept } from '#shared/kernel/decision.ts'
import { inTurn, isOpenWait, placeAmong } from '#shared/scheduling/index.ts'
import type { Desk, Handler } from './desk.ts'
import { basisOf } from './policy.ts'
import { waitOf } from './waiting-parts.ts'
import { isOwn, mayWait } from './waiting-policy.ts'
import type { StoredWait } from './waiting-repository.ts'

const listWaitlist: Handler<'listWaitlist'> = (desk) => async (request) => {
  const { siteId } = request.params
  request.require('list', 'Wait', { siteId })
  const waits = await desk.repository.listWaitsAt(siteId, request.query.ended)
  await desk.journal.note(
    request.entry({
      act: 'waitlist-read',
      aggregateId: siteId,
      bodyId: siteId,
      patientIds: [...new Set(waits.map(({ patientId }) => patientId))],
    }),
  )
  return accept({ waits: waits.sort(inTurn) })
}

/** As its patient sees it, with the place in the list: a number, nobody's name. */
async function shownWait({ repository }: Desk, wait: StoredWait) {
  if (!isOpenWait(wait)) return waitOf(wait)
  return { ...waitOf(wait), place: placeAmong(wait, await repository.listWaitsAt(wait.siteId)) }
}

const listWaits: Handler<'listWaits'> = (desk) => async (request) => {
  const { patientId } = request.params
  const { actor } = request
  const own = isOwn(request, patientId)
  if (!own && (!actor || sitesOf(actor, 'clinic-staff').length === 0)) throw httpProblem('not-found')
  const all = await desk.repository.listWaitsOf(patientId)
  const waits = all.filter((wait) => mayWait(request, 'read', wait)).sort((a, b) => b.joinedAt - a.joinedAt)
  const shown = await Promise.all(waits.map((wait) => shownWait(desk, wait)))
  if (shown.length > 0)
    await desk.journal.note(
      request.entry({
        act: 'waits-read',
        aggregateId: patientId,
        bodyId: own ? undefined : shown[0]?.siteId,
        basis: basisOf(actor, patientId),
        patientIds: [patientId],
      }),
    )
  return accept({ waits: shown })
}

/** Who waits, as the desk keeps the list and as a patient sees their own places. */
export const waitlistListRoutes = (desk: Desk) => ({
  listWaitlist: listWaitlist(desk),
  listWaits: listWaits(desk),
})
