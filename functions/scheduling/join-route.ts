import { httpProblem } from '#functions/platform/problem.ts'
import { dateAt, instantOf } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideJoining } from '#shared/scheduling/index.ts'
import type { Desk, Handler, SchedulingHandlers } from './desk.ts'
import { basisOf } from './policy.ts'
import { joinedNotices, overKind, waitAct, waitOf } from './waiting-parts.ts'
import { isOwn, mayWait, partOf } from './waiting-policy.ts'
import type { StoredWait } from './waiting-repository.ts'

type Joining = Parameters<SchedulingHandlers['joinWaitlist']>[0]

/** May they wait here for this patient, is it something to wait for, and with what name and card? */
async function wanted({ repository, settings }: Desk, request: Joining) {
  const { params, body, now } = request
  const { siteId } = params
  const { patientId, wish } = body
  if (!mayWait(request, 'join', { patientId, siteId })) return refuse('patient-unknown')
  const [clinic, known, waits, doctor, appointments] = await Promise.all([
    repository.findClinic(siteId),
    repository.findCard(patientId),
    repository.listWaitsOf(patientId),
    wish.practitionerId ? repository.findSiteDoctor(siteId, wish.practitionerId) : undefined,
    repository.listGuards(patientId, wish.from, wish.to, { fresh: true }),
  ])
  if (!known || (!isOwn(request, patientId) && !known.siteIds.includes(siteId)))
    return refuse('patient-unknown')
  if (!clinic) return refuse('site-unknown')
  if (wish.practitionerId && !doctor) return refuse('practitioner-unknown')
  const decision = decideJoining(wish, { siteId, today: dateAt(now), waits, appointments }, settings)
  return decision.ok ? accept({ siteName: clinic.name, card: known.card }) : decision
}

/** At the end of the list of their need, until the last wanted day is over. 7 WCU. */
export const joinWaitlist: Handler<'joinWaitlist'> = (desk) => async (request) => {
  const { params, body, now, actor, createdId } = request
  const { siteId } = params
  const { patientId, visit, wish } = body
  const decision = await wanted(desk, request)
  if (!decision.ok) return decision
  const joinedBy = partOf(request, { patientId, siteId })
  const wait: StoredWait = {
    ...wish,
    ...decision.value,
    ...{ waitId: createdId, patientId, siteId, visit, joinedBy, joinedAt: now },
    need: joinedBy === 'staff' && body.need ? body.need : { level: 'routine' },
    state: 'waiting',
    passed: [],
    lapses: 0,
    steps: [{ at: now, step: 'joined', by: joinedBy }],
    version: 1,
  }
  const over = { at: instantOf(wish.to, 1440), kind: overKind, id: createdId, data: { patientId } }
  const told = waitAct('wait-joined', wait, {}, joinedNotices(wait))
  const act = { ...told, basis: basisOf(actor, patientId), answer: waitOf(wait) }
  const items = [desk.repository.changed.wait(wait), desk.due.plan(over)]
  const written = await desk.repository.save(items, request.entry(act))
  if (written === 'raced') throw httpProblem('try-again')
  return written === 'saved' ? accept(waitOf(wait)) : refuse('wait-exists')
}
