import { accept, refuse } from '#shared/kernel/decision.ts'
import { assignAlternatives, byNeedThenTime, type Session, type StopLine } from '#shared/scheduling/index.ts'
import { needOf } from './cascade-begin.ts'
import type { Desk, Handler } from './desk.ts'
import { displacedOf } from './displaced.ts'
import { freeNumbers } from './free-numbers.ts'
import { mayStop } from './policy.ts'
import type { StoredSlot } from './records.ts'
import { loadSession } from './session-loading.ts'

/** Everybody who is booked, with their need and what they have besides. */
async function bookedIn(desk: Desk, slots: readonly StoredSlot[], now: number) {
  const booked = slots.flatMap((slot) =>
    slot.held && (slot.state === 'booked' || slot.state === 'arrived') ? [{ slot, held: slot.held }] : [],
  )
  return Promise.all(
    booked.map(async ({ slot, held }) => {
      const { slotId, number, time, pool } = slot
      const { appointmentId, patientId, card } = held
      const need = await needOf(desk, pool, held)
      const line = { slotId, number, time, appointmentId, patientId, card, need }
      return { line, displaced: await displacedOf(desk, { ...line, tried: [] }, now) }
    }),
  )
}

/** Each with the number that they would be offered, if the session were stopped now. */
async function linesOf(desk: Desk, session: Session, slots: readonly StoredSlot[], now: number) {
  const [people, { numbers, clinics }] = await Promise.all([
    bookedIn(desk, slots, now),
    freeNumbers(desk, session, now),
  ])
  const all = people.map(({ displaced }) => displaced)
  const given = assignAlternatives(session, all, numbers)
  const lines = people.map(({ line }): StopLine => {
    const alternative = given.get(line.appointmentId)
    return { ...line, ...(alternative ? { alternative } : {}) }
  })
  return { lines: lines.sort(byNeedThenTime), clinics }
}

/** What would become of whom: nothing is kept or written but that somebody looked. */
export const previewStop: Handler<'previewStop'> = (desk) => async (request) => {
  const loaded = await loadSession(desk, request.params.sessionId)
  if (!loaded || !mayStop(request, loaded.session.siteId)) return refuse('session-unknown')
  const { session, slots } = loaded
  if (session.state === 'stopped') return refuse('session-stopped')
  if (session.state !== 'published') return refuse('session-not-published')
  const { lines, clinics } = await linesOf(desk, session, slots, request.now)
  const near = lines.flatMap(({ alternative }) =>
    alternative?.where === 'nearby' ? [alternative.siteId] : [],
  )
  const here = lines.filter(({ alternative }) => alternative?.where === 'here').length
  const act = {
    act: 'stop-preview-read',
    aggregateId: session.sessionId,
    bodyId: session.siteId,
    patientIds: lines.map(({ patientId }) => patientId),
  }
  await desk.journal.note(request.entry(act))
  return accept({
    session,
    affected: lines.length,
    counts: { here, nearby: near.length, call: lines.length - here - near.length },
    nearbySites: clinics.filter(({ siteId }) => near.includes(siteId)).map(({ shortName }) => shortName),
    days: desk.settings.cascadeDays,
    takeBackMinutes: desk.settings.stopTakeBackMinutes,
    lines,
  })
}
