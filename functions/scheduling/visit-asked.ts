import { present } from '#functions/platform/present.ts'
import type { Request } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { overlaps } from '#shared/kernel/interval.ts'
import type { Operation } from '#shared/kernel/operation.ts'
import {
  answerUntil,
  decideTerms,
  halfDayOf,
  type SessionPlan,
  sessionIdOf,
  type Visit,
  type VisitPlan,
  type VisitTerms,
  visitStateAt,
  wholePlan,
} from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'
import { decideSession, type PlaceRefusal, type PlanRefusal } from './session-plan.ts'
import type { ArrangingRefusal } from './visit-arranging.ts'
import { departmentOf, freeRooms } from './visit-defaults.ts'
import type { PractitionerWeek } from './week-repository.ts'

/** What is asked for, by whom, and under which suffix it is kept. */
export interface Ask {
  readonly siteId: string
  readonly practitionerId: string
  readonly plan: VisitPlan
  /** Another room does as well, where the named one is taken; without a named one it always does. */
  readonly anyRoom?: boolean
  readonly words?: string | undefined
  readonly suffix: string
  readonly seriesId?: string | undefined
  readonly insteadOf?: string | undefined
}

export type AskRefusal =
  | ArrangingRefusal
  | PlanRefusal
  | PlaceRefusal
  | 'not-offered'
  | 'week-full'
  | 'visit-exists'

export type Asking = Pick<Request<Operation>, 'entry' | 'now' | 'actor'>

export interface AskChoice {
  /** Of a creating request: what its journal entry is kept under, so that a replay meets it. */
  readonly createdId?: string
  readonly basis?: string
}

interface Terms {
  readonly terms: VisitTerms
  readonly week: PractitionerWeek
  readonly plan: SessionPlan
}

/** By which offer it comes about, and what the whole plan is; all that can be said before anybody's time is taken. */
async function termsFor(
  { repository, settings, ...desk }: Desk,
  ask: Ask,
  now: number,
): Promise<Decision<Terms, 'site-unknown' | 'not-offered' | 'week-full'>> {
  const { siteId, practitionerId, plan } = ask
  const { date, time, kind } = plan
  const all = { ...desk, repository, settings }
  const [positions, offers, week, departmentId, rooms] = await Promise.all([
    repository.listPositions(),
    repository.listOffersFor(date, halfDayOf(time, settings)),
    repository.readWeekOf(practitionerId, date),
    plan.departmentId ?? departmentOf(all, siteId),
    plan.room === undefined ? freeRooms(all, siteId, date, time) : [plan.room],
  ])
  const areaCode = positions.get(siteId)?.areaCode
  if (areaCode === undefined) return refuse('site-unknown')
  const others = week.visits.map(({ sessionId }) => sessionId).filter((one) => one !== ask.insteadOf)
  const wanted = { siteId, areaCode, date, time, kind }
  const own = offers.filter((one) => one.practitionerId === practitionerId)
  const terms = decideTerms(own, wanted, { sessionIds: others }, dateAt(now))
  if (!terms.ok) return terms
  const site = { departmentId: departmentId ?? `${siteId}.none`, room: rooms[0] ?? '1' }
  return accept({ terms: terms.value, week, plan: wholePlan(practitionerId, plan, site, settings) })
}

/** The same clinic asks the same person for the same time once. */
async function asksAlready(
  { repository }: Desk,
  { siteId, practitionerId, plan }: Ask,
  now: number,
): Promise<boolean> {
  const visits = await repository.listVisitsAt(siteId, plan.date, plan.date, { fresh: true })
  return visits.some(
    (one) =>
      one.practitionerId === practitionerId &&
      ['asked', 'countered', 'accepted'].includes(visitStateAt(one, now)) &&
      overlaps(one.plan.time, plan.time),
  )
}

export interface Asked {
  readonly asked: Visit
  readonly terms: Terms
  readonly more: (visit: Visit) => { aggregateId?: string; answer?: Visit; basis?: string }
}

/** The visit as it is asked for, where its offer, its plan and its people allow it; nobody's time is looked at yet. */
export async function decideAsked(
  desk: Desk,
  ask: Ask,
  { now, actor }: Asking,
  { createdId, basis }: AskChoice,
): Promise<Decision<Asked, AskRefusal>> {
  if (ask.plan.date < dateAt(now)) return refuse('date-past')
  const found = await termsFor(desk, ask, now)
  if (!found.ok) return found
  const { terms, plan } = found.value
  const { siteId, practitionerId, suffix, words, seriesId, insteadOf } = ask
  const visitId = sessionIdOf({ siteId, date: plan.date, suffix })
  const decision = await decideSession(desk, { siteId, sessionId: visitId, plan, now, version: 1 })
  if (!decision.ok) return decision
  if (await asksAlready(desk, ask, now)) return refuse('visit-exists')
  const { siteName, practitionerName, practitionerTitle } = decision.value
  const asked: Visit = {
    ...{ visitId, siteId, siteName, practitionerId, practitionerName, practitionerTitle, plan },
    ...(present({ words, seriesId, insteadOf }) as Pick<Visit, 'words' | 'seriesId' | 'insteadOf'>),
    ...(ask.anyRoom || ask.plan.room === undefined ? { anyRoom: true } : {}),
    mode: terms.mode,
    state: 'asked',
    askedBy: actor?.displayName ?? '',
    askedAt: now,
    answerBy: answerUntil(plan, now, desk.settings) ?? now,
    version: 1,
  }
  const more = (visit: Visit) => ({
    ...(createdId ? { aggregateId: createdId, answer: visit } : {}),
    ...(basis ? { basis } : {}),
  })
  return accept({ asked, terms: found.value, more })
}
