import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideExtraSlot, type PlannedSlot, parseSessionId, slotIdOf } from '#shared/scheduling/index.ts'
import { type Handler, untilSaved } from './desk.ts'
import { mayReadSession } from './policy.ts'
import type { StoredSlot } from './records.ts'
import { sessionAct, sessionFacts } from './session-events.ts'
import { loadSession } from './session-loading.ts'
import { slotOf } from './views.ts'

/** Open at once: an extra number is given to somebody who sits there. */
function extraSlot(sessionId: string, { number, time, pool }: PlannedSlot, now: number): StoredSlot {
  const key = { ...(parseSessionId(sessionId) ?? { siteId: '', date: '', suffix: '' }), number }
  return {
    key,
    slotId: slotIdOf(key),
    sessionId,
    number,
    time,
    pool,
    releaseAt: now,
    state: 'free',
    version: 1,
  }
}

/** It goes to the waiting list at once, where that was asked for. */
const offered = ({ offer = false }, { slotId }: StoredSlot) => (offer ? { offer: slotId } : {})

/** 加号. The session's version rises too, so that a stop cannot overlook the number. */
export const addExtraSlot: Handler<'addExtraSlot'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body, now, createdId } = request
    const loaded = await loadSession(desk, params.sessionId)
    if (!loaded || !mayReadSession(request, loaded.session)) return refuse('session-unknown')
    const { siteId, practitionerId, sessionId, version } = loaded.session
    request.require('add-extra-slot', 'Session', { practitionerId, siteId }, 'forbidden')
    const decision = decideExtraSlot(loaded.session, loaded.slots, body.start, now, desk.settings)
    if (!decision.ok) return decision
    const slot = extraSlot(sessionId, decision.value, now)
    const session = { ...loaded.session, version: version + 1 }
    const { changed, save } = desk.repository
    const data = { ...sessionFacts(session), ...offered(body, slot) }
    const act = sessionAct('extra-slot-added', session, {
      aggregateId: createdId,
      data,
      answer: slotOf(slot),
    })
    const written = await save([changed.slot(slot), changed.session(session)], request.entry(act))
    if (written === 'replayed') return refuse('extra-slot-limit')
    return written === 'saved' ? accept(slotOf(slot)) : undefined
  })
