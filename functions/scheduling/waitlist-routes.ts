import { httpProblem } from '#functions/platform/problem.ts'
import { mayDo, patientsOf, sitesOf } from '#shared/access/index.ts'
import { addDays, dateAt, instantOf } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { inTurn, liveOffer, passedOn, stepped, type Wait } from '#shared/scheduling/index.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { basisOf } from './policy.ts'
import { givingUp, joinedNotices, overKind, waitAct, waitOf } from './waiting-parts.ts'
import type { StoredWait } from './waiting-repository.ts'

type Asking = Pick<Parameters<SchedulingHandlers['leaveWaitlist']>[0], 'ability' | 'actor'>

const may = (
  { ability }: Asking,
  action: string,
  { patientId, siteId }: Pick<Wait, 'patientId' | 'siteId'>,
) => mayDo(ability, action, 'Wait', { patientId, siteId })

/** As what somebody acts on a place in the list: at the site's desk, for themselves, or for a ward. */
function partOf({ actor }: Asking, { patientId, siteId }: Pick<Wait, 'patientId' | 'siteId'>) {
  if (actor && sitesOf(actor, 'clinic-staff').includes(siteId)) return 'staff'
  return basisOf(actor, patientId) === 'guardian' ? 'guardian' : 'self'
}

const isOpen = ({ state }: Wait): boolean => state === 'waiting' || state === 'offered'

const sameWish = (a: Wait, b: Pick<Wait, 'siteId' | 'kind' | 'practitionerId'>): boolean =>
  a.siteId === b.siteId && a.kind === b.kind && a.practitionerId === b.practitionerId

type Joining = Parameters<SchedulingHandlers['joinWaitlist']>[0]

/** May they wait for this, and is it something to wait for? */
async function decideJoining({ repository, settings }: Desk, request: Joining) {
  const { params, body, now, actor } = request
  const { siteId } = params
  const { patientId, wish } = body
  if (!may(request, 'join', { patientId, siteId })) return refuse('patient-unknown')
  const [clinic, known, others, doctor] = await Promise.all([
    repository.findClinic(siteId),
    repository.findCard(patientId),
    repository.listWaitsOf(patientId),
    wish.practitionerId ? repository.findSiteDoctor(siteId, wish.practitionerId) : undefined,
  ])
  const own = actor !== undefined && patientsOf(actor).includes(patientId)
  if (!known || (!own && !known.siteIds.includes(siteId))) return refuse('patient-unknown')
  if (!clinic) return refuse('site-unknown')
  if (wish.practitionerId && !doctor) return refuse('practitioner-unknown')
  const today = dateAt(now)
  if (wish.to < today || wish.to > addDays(today, settings.waitDays))
    return refuse('wait-too-long', { most: settings.waitDays })
  const same = others.find((one) => isOpen(one) && sameWish(one, { ...wish, siteId }))
  return same
    ? refuse('wait-exists', { waitId: same.waitId })
    : accept({ siteName: clinic.name, card: known.card })
}

/** At the end of the list of their need, until the last wanted day is over. 7 WCU. */
const joinWaitlist =
  (desk: Desk): SchedulingHandlers['joinWaitlist'] =>
  async (request) => {
    const { params, body, now, actor, createdId } = request
    const { siteId } = params
    const { patientId, visit, wish } = body
    const decision = await decideJoining(desk, request)
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

const listWaitlist =
  (desk: Desk): SchedulingHandlers['listWaitlist'] =>
  async (request) => {
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

const listWaits =
  (desk: Desk): SchedulingHandlers['listWaits'] =>
  async (request) => {
    const { patientId } = request.params
    const { actor } = request
    const own = actor !== undefined && patientsOf(actor).includes(patientId)
    if (!own && (!actor || sitesOf(actor, 'clinic-staff').length === 0)) throw httpProblem('not-found')
    const waits = (await desk.repository.listWaitsOf(patientId)).filter((wait) => may(request, 'read', wait))
    const shown = await Promise.all(
      waits
        .sort((a, b) => b.joinedAt - a.joinedAt)
        .map(async (wait) => ({ ...waitOf(wait), ...(isOpen(wait) ? await placeOf(desk, wait) : {}) })),
    )
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

/** Place in the list among those who want the same: a number, nobody's name. */
async function placeOf({ repository }: Desk, wait: StoredWait): Promise<{ place?: number }> {
  const others = await repository.listWaitsAt(wait.siteId)
  const before = others.filter(
    (one) =>
      one.waitId !== wait.waitId &&
      (one.kind === undefined || wait.kind === undefined || one.kind === wait.kind) &&
      inTurn(one, wait) < 0,
  )
  return { place: before.length + 1 }
}

/** The place that somebody acts on, if they may and it is there. */
async function theirs(
  desk: Desk,
  request: Asking,
  params: { patientId: string; waitId: string },
  action: string,
) {
  const wait = await desk.repository.findWait(params.patientId, params.waitId)
  return wait && may(request, action, wait) ? wait : undefined
}

const changeNeed =
  (desk: Desk): SchedulingHandlers['changeNeed'] =>
  (request) =>
    untilSaved(async () => {
      const { params, body, now } = request
      const wait = await theirs(desk, request, params, 'change')
      if (!wait) return refuse('wait-unknown')
      if (!isOpen(wait)) return refuse('wait-over', { state: wait.state })
      if (wait.version !== body.version) return refuse('stale-version', { version: wait.version })
      const step = { at: now, step: 'need-changed', by: 'staff' } as const
      const next = {
        ...wait,
        need: body.need,
        version: wait.version + 1,
        steps: [...wait.steps, step].slice(-30),
      }
      const act = waitAct('wait-need-changed', next, { level: body.need.level })
      const written = await desk.repository.save([desk.repository.changed.wait(next)], request.entry(act))
      return written === 'saved' ? accept(waitOf(next)) : undefined
    })

const leaveWaitlist =
  (desk: Desk): SchedulingHandlers['leaveWaitlist'] =>
  (request) =>
    untilSaved(async () => {
      const { params, now, actor } = request
      const wait = await theirs(desk, request, params, 'leave')
      if (!wait) return refuse('wait-unknown')
      if (wait.state === 'left') return accept(waitOf(wait))
      const next = stepped(wait, 'leave', { at: now, step: 'left', by: partOf(request, wait) })
      if (!next.ok) return next
      const { parts, slotId } = await givingUp(desk, wait)
      const { changed, save } = desk.repository
      const act = {
        ...waitAct('wait-left', wait, slotId ? { slotId } : {}),
        basis: basisOf(actor, wait.patientId),
      }
      const items = [changed.wait({ ...next.value, card: wait.card }), ...parts]
      return (await save(items, request.entry(act))) === 'saved' ? accept(next.value) : undefined
    })

/** Declined before: asked again, because the answer was lost, it is answered and not refused. */
const declinedBefore = (wait: Wait, slotId: string): boolean =>
  wait.steps.some((one) => one.step === 'declined' && one.slotId === slotId)

const declineOffer =
  (desk: Desk): SchedulingHandlers['declineOffer'] =>
  (request) =>
    untilSaved(async () => {
      const { params, body, now, actor } = request
      const wait = await theirs(desk, request, params, 'answer')
      if (!wait) return refuse('wait-unknown')
      if (declinedBefore(wait, body.slotId)) return accept(waitOf(wait))
      if (!liveOffer(wait, body.slotId, now)) return refuse('offer-over')
      const step = { at: now, step: 'declined', by: partOf(request, wait), slotId: body.slotId } as const
      const next = passedOn(wait, 'decline', step, desk.settings)
      if (!next.ok) return refuse('offer-over')
      const { parts } = await givingUp(desk, wait)
      const { changed, save } = desk.repository
      const act = {
        ...waitAct('offer-declined', wait, { slotId: body.slotId }),
        basis: basisOf(actor, wait.patientId),
      }
      const items = [changed.wait({ ...next.value, card: wait.card }), ...parts]
      return (await save(items, request.entry(act))) === 'saved'
        ? accept(waitOf({ ...next.value, card: wait.card }))
        : undefined
    })

/** 候补 */
export const waitlistRoutes = (desk: Desk) => ({
  joinWaitlist: joinWaitlist(desk),
  listWaitlist: listWaitlist(desk),
  listWaits: listWaits(desk),
  changeNeed: changeNeed(desk),
  leaveWaitlist: leaveWaitlist(desk),
  declineOffer: declineOffer(desk),
})
