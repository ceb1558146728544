import { accept, refuse } from '#shared/kernel/decision.ts'
import { isOpenWait, liveOffer, passedOn, stepped, type Wait, withNeed } from '#shared/scheduling/index.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { joinWaitlist } from './join-route.ts'
import { basisOf } from './policy.ts'
import { givingUp, waitAct, waitOf } from './waiting-parts.ts'
import { mayWait, partOf } from './waiting-policy.ts'
import { waitlistListRoutes } from './waitlist-list-routes.ts'

type Asking = Pick<Parameters<SchedulingHandlers['leaveWaitlist']>[0], 'ability' | 'actor'>

/** The place that somebody acts on, if they may and it is there. */
async function theirs(
  desk: Desk,
  request: Asking,
  params: { patientId: string; waitId: string },
  action: string,
) {
  const wait = await desk.repository.findWait(params.patientId, params.waitId)
  return wait && mayWait(request, action, wait) ? wait : undefined
}

const changeNeed: Handler<'changeNeed'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body, now } = request
    const wait = await theirs(desk, request, params, 'change')
    if (!wait) return refuse('wait-unknown')
    if (!isOpenWait(wait)) return refuse('wait-over', { state: wait.state })
    if (wait.version !== body.version) return refuse('stale-version', { version: wait.version })
    const next = { ...withNeed(wait, body.need, now), card: wait.card }
    const act = waitAct('wait-need-changed', next, { level: body.need.level })
    const written = await desk.repository.save([desk.repository.changed.wait(next)], request.entry(act))
    return written === 'saved' ? accept(waitOf(next)) : undefined
  })

const leaveWaitlist: Handler<'leaveWaitlist'> = (desk) => (request) =>
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

const declineOffer: Handler<'declineOffer'> = (desk) => (request) =>
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
  ...waitlistListRoutes(desk),
  changeNeed: changeNeed(desk),
  leaveWaitlist: leaveWaitlist(desk),
  declineOffer: declineOffer(desk),
})
