import { httpProblem } from '#functions/platform/problem.ts'
import { mayDo, patientsOf } from '#shared/access/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { Notice } from '#shared/patients/index.ts'
import {
  type Appeal,
  type AppealState,
  appealUntil,
  counts,
  decideAppealing,
  missesSince,
  pausedUntil,
} from '#shared/scheduling/index.ts'
import { minePath } from './appointment-notices.ts'
import { countedIn } from './appointment-parts.ts'
import { type Desk, type SchedulingHandlers, untilSaved } from './desk.ts'
import { basisOf } from './policy.ts'
import type { Guard, Miss, Misses } from './records.ts'

/** The appointment that was missed, as its patient's own list has it. 1 RCU. */
async function guardOfMiss({ repository }: Desk, patientId: string, { appointmentId, date }: Miss) {
  const guards = await repository.listGuards(patientId, date, date, { fresh: true })
  return guards.find((guard) => guard.appointmentId === appointmentId)
}

const missOf = (desk: Desk, one: Miss, { siteId, siteName, time }: Guard) => ({
  ...{ appointmentId: one.appointmentId, date: one.date, siteId, siteName, time },
  counts: counts(one),
  appealUntil: appealUntil(one.date, desk.settings),
  ...(one.appeal ? { appeal: one.appeal } : {}),
})

const listMisses =
  (desk: Desk): SchedulingHandlers['listMisses'] =>
  async (request) => {
    const { patientId } = request.params
    const { actor, ability, now } = request
    const own = actor !== undefined && patientsOf(actor).includes(patientId)
    const today = dateAt(now)
    const misses = await desk.repository.readMisses(patientId)
    const since = missesSince(today, desk.settings)
    const recent = misses.missed.filter(({ date }) => date >= since)
    const found = await Promise.all(
      recent.map(async (one) => ({ one, guard: await guardOfMiss(desk, patientId, one) })),
    )
    const shown = found.flatMap(({ one, guard }) =>
      guard && mayDo(ability, 'read', 'Miss', { patientId, siteId: guard.siteId }) ? [{ one, guard }] : [],
    )
    if (!own && shown.length === 0) throw httpProblem('not-found')
    if (shown.length > 0)
      await desk.journal.note(
        request.entry({
          act: 'misses-read',
          aggregateId: patientId,
          bodyId: own ? undefined : shown[0]?.guard.siteId,
          basis: basisOf(actor, patientId),
          patientIds: [patientId],
        }),
      )
    const paused = pausedUntil(countedIn(misses), today, desk.settings)
    const list = shown.map(({ one, guard }) => missOf(desk, one, guard)).reverse()
    return accept({ misses: list, ...(paused && own ? { pausedUntil: paused } : {}) })
  }

type Appealing = Parameters<SchedulingHandlers['appealMiss']>[0]

/** The miss, if it is theirs to appeal now, with the appointment that it was. */
async function decideAppealOf(desk: Desk, { params, now, ability }: Appealing) {
  const { patientId, appointmentId } = params
  if (!mayDo(ability, 'appeal', 'Miss', { patientId })) return refuse('miss-unknown')
  const misses = await desk.repository.readMisses(patientId)
  const one = misses.missed.find((miss) => miss.appointmentId === appointmentId)
  const decision = decideAppealing(one, now, desk.settings)
  if (!decision.ok) return decision
  const [guard, card] = await Promise.all([
    guardOfMiss(desk, patientId, decision.value),
    desk.repository.findCard(patientId),
  ])
  if (!guard) return refuse('miss-unknown')
  return card ? accept({ misses, one: decision.value, guard, card: card.card }) : refuse('patient-unknown')
}

const appealed = ({ misses, guard }: { misses: Misses; guard: Guard }, appeal: AppealState): Misses => ({
  ...misses,
  version: misses.version + 1,
  missed: misses.missed.map((miss) =>
    miss.appointmentId === guard.appointmentId ? { ...miss, appeal } : miss,
  ),
})

/** 申诉: the miss says that it was asked, and the site has it on its list: one write, 6 WCU. */
const appealMiss =
  (desk: Desk): SchedulingHandlers['appealMiss'] =>
  (request) =>
    untilSaved(async () => {
      const { params, body, now, actor } = request
      const { patientId, appointmentId } = params
      const decision = await decideAppealOf(desk, request)
      if (!decision.ok) return decision
      const { guard, card, one } = decision.value
      const { siteId, date } = guard
      const appeal: Appeal = {
        ...{ appointmentId, patientId, siteId, date, card, reason: body.reason, askedAt: now },
        ...(body.words ? { words: body.words } : {}),
        state: 'asked',
        version: 1,
      }
      const { changed, save } = desk.repository
      const items = [changed.misses(appealed(decision.value, 'asked')), changed.appeal(appeal)]
      const act = {
        act: 'miss-appealed',
        aggregateId: appointmentId,
        bodyId: siteId,
        patientIds: [patientId],
      }
      const written = await save(items, request.entry({ ...act, basis: basisOf(actor, patientId) }))
      return written === 'saved' ? accept(missOf(desk, { ...one, appeal: 'asked' }, guard)) : undefined
    })

const listAppeals =
  (desk: Desk): SchedulingHandlers['listAppeals'] =>
  async (request) => {
    const { siteId } = request.params
    request.require('read', 'Appeal', { siteId })
    const appeals = await desk.repository.listAppeals(siteId)
    const patientIds = [...new Set(appeals.map(({ patientId }) => patientId))]
    await desk.journal.note(
      request.entry({ act: 'appeals-read', aggregateId: siteId, bodyId: siteId, patientIds }),
    )
    const decided = (one: Appeal) => Number(one.state !== 'asked')
    return accept({ appeals: appeals.sort((a, b) => decided(a) - decided(b) || b.askedAt - a.askedAt) })
  }

const answered = ({ appointmentId, patientId, state, date }: Appeal, siteName: string): Notice => ({
  noticeId: `appeal.${appointmentId}`,
  patientId,
  template: 'appeal-answered',
  facts: { date, answer: state, siteName, url: minePath },
  about: appointmentId,
})

type Deciding = Parameters<SchedulingHandlers['decideAppeal']>[0]

/** The appeal as it was read, if it is theirs to decide and has not been decided. */
async function undecided({ repository }: Desk, { params, body, ability }: Deciding) {
  const { siteId, appointmentId } = params
  if (!mayDo(ability, 'decide', 'Appeal', { siteId })) return refuse('appeal-unknown')
  const appeal = await repository.findAppeal(siteId, appointmentId)
  if (!appeal) return refuse('appeal-unknown')
  if (appeal.state !== 'asked') return refuse('appeal-decided', { state: appeal.state })
  return appeal.version === body.version
    ? accept(appeal)
    : refuse('stale-version', { version: appeal.version })
}

/** What the count says of it; nothing where the miss has been taken back meanwhile. */
async function inTheCount({ repository }: Desk, { patientId, appointmentId, state }: Appeal) {
  const misses = await repository.readMisses(patientId)
  if (!misses.missed.some((one) => one.appointmentId === appointmentId)) return []
  const missed = misses.missed.map((one) =>
    one.appointmentId === appointmentId ? { ...one, appeal: state } : one,
  )
  return [repository.changed.misses({ ...misses, version: misses.version + 1, missed })]
}

const decideAppeal =
  (desk: Desk): SchedulingHandlers['decideAppeal'] =>
  (request) =>
    untilSaved(async () => {
      const { body, now } = request
      const decision = await undecided(desk, request)
      if (!decision.ok) return decision
      const before = decision.value
      const appeal: Appeal = {
        ...before,
        ...(body.answer ? { answer: body.answer } : {}),
        state: body.accepted ? 'accepted' : 'refused',
        decidedAt: now,
        version: before.version + 1,
      }
      const { siteId, appointmentId, patientId, state } = appeal
      const { changed, save, findClinic } = desk.repository
      const clinic = await findClinic(siteId)
      const entry = request.entry({
        act: 'appeal-decided',
        aggregateId: appointmentId,
        bodyId: siteId,
        patientIds: [patientId],
        data: { state, notices: [answered(appeal, clinic?.name ?? '')] },
      })
      const written = await save([changed.appeal(appeal), ...(await inTheCount(desk, appeal))], entry)
      return written === 'saved' ? accept(appeal) : undefined
    })

/** 爽约 and 申诉. */
export const appealRoutes = (desk: Desk) => ({
  listMisses: listMisses(desk),
  appealMiss: appealMiss(desk),
  listAppeals: listAppeals(desk),
  decideAppeal: decideAppeal(desk),
})
