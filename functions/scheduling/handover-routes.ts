import { sitesOf } from '#shared/access/index.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideStop, type Session } from '#shared/scheduling/index.ts'
import { sessionNotices } from './appointment-notices.ts'
import { type Desk, type Handler, type SchedulingHandlers, untilSaved } from './desk.ts'
import { type Handover, handingOver } from './handing-over.ts'
import { mayChange, maySwap } from './policy.ts'
import type { Guard } from './records.ts'
import { sessionAct, sessionFacts } from './session-events.ts'
import { type Loaded, loadSession } from './session-loading.ts'
import { decideStaffing } from './session-plan.ts'
import { anewIn, guardsIn } from './session-stop.ts'
import { withCells } from './views.ts'

type Substituting = Parameters<SchedulingHandlers['substituteSession']>[0]
type Swapping = Parameters<SchedulingHandlers['swapSessions']>[0]

const decideChange = (session: Session, version: number, now: number) => {
  const standing = decideStop(session, version)
  if (!standing.ok) return standing
  return session.date < dateAt(now) ? refuse('date-past') : accept(session)
}

/** The session in other hands, where they may work there on that day. */
async function inHandsOf(desk: Desk, before: Session, practitionerId: string) {
  const { siteId, departmentId, date } = before
  const staffing = await decideStaffing(desk, siteId, { practitionerId, departmentId }, date)
  if (!staffing.ok) return staffing
  const { practitionerName, practitionerTitle } = staffing.value
  const { substituteFor, ...own } = before
  const origin = substituteFor ?? {
    practitionerId: before.practitionerId,
    practitionerName: before.practitionerName,
  }
  const after: Session = {
    ...own,
    ...{ practitionerId, practitionerName, practitionerTitle },
    ...(origin.practitionerId === practitionerId ? {} : { substituteFor: origin }),
    version: before.version + 1,
  }
  return accept(after)
}

/** The patients' own lists with the other name. */
async function renamed(desk: Desk, { session, slots }: Loaded, after: Session): Promise<Guard[]> {
  const { practitionerId, practitionerName } = after
  return (await guardsIn(desk, session, slots)).map((guard) => ({
    ...guard,
    ...{ practitionerId, practitionerName },
    version: guard.version + 1,
    sequence: guard.sequence + 1,
  }))
}

const toCome = ({ state }: Guard): boolean => state === 'booked' || state === 'arrived'

async function substitute(desk: Desk, request: Substituting, loaded: Loaded) {
  const { body, now } = request
  const { session: before, slots } = loaded
  const standing = decideChange(before, body.version, now)
  if (!standing.ok) return standing
  if (before.practitionerId === body.practitionerId) return refuse('same-practitioner')
  const taken = await inHandsOf(desk, before, body.practitionerId)
  if (!taken.ok) return taken
  const after = taken.value
  const given = await handingOver(desk, [{ before, after }])
  if (!given.ok) return given
  const guards = await renamed(desk, loaded, after)
  const { changed, save } = desk.repository
  const notices = sessionNotices('substituted', after, guards.filter(toCome))
  const data = {
    ...sessionFacts(after),
    instead: sessionFacts({ ...before, version: after.version }),
    notices,
  }
  const patientIds = guards.map(({ patientId }) => patientId)
  const items = [
    ...[changed.session(after), ...given.value],
    ...[...guards.map(changed.guard), ...anewIn(desk, slots, guards)],
  ]
  const act = sessionAct('session-substituted', after, { data, patientIds })
  const written = await save(items, request.entry(act))
  return written === 'saved' ? accept(withCells(after, slots)) : undefined
}

/** Asked again after its answer was lost: it stands as it was wanted, one version on. */
const substitutedBefore = ({ state, practitionerId, version }: Session, { body }: Substituting): boolean =>
  state === 'published' && practitionerId === body.practitionerId && version === body.version + 1

/** 替诊: numbers, codes and times stay; the patients are told. At most 45 numbers, an item each, and seven items more. */
export const substituteSession: Handler<'substituteSession'> = (desk) => (request) =>
  untilSaved(async () => {
    const loaded = await loadSession(desk, request.params.sessionId)
    if (!loaded || !mayChange(request, loaded.session.siteId)) return refuse('session-unknown')
    const { session, slots } = loaded
    return substitutedBefore(session, request)
      ? accept(withCells(session, slots))
      : substitute(desk, request, loaded)
  })

/** Days, weeks, sessions and the journal; what is left of a write's 100 items is for numbers, one item each. */
const mostNumbers = 89

async function swap(desk: Desk, request: Swapping, [one, other]: readonly [Loaded, Loaded]) {
  const { body, now } = request
  const first = decideChange(one.session, body.version, now)
  if (!first.ok) return first
  const second = decideChange(other.session, body.withVersion, now)
  if (!second.ok) return second
  if (one.session.practitionerId === other.session.practitionerId) return refuse('same-practitioner')
  const [mine, theirs] = await Promise.all([
    inHandsOf(desk, one.session, other.session.practitionerId),
    inHandsOf(desk, other.session, one.session.practitionerId),
  ])
  if (!mine.ok) return mine
  if (!theirs.ok) return theirs
  const handovers: Handover[] = [
    { before: one.session, after: mine.value },
    { before: other.session, after: theirs.value },
  ]
  const given = await handingOver(desk, handovers)
  if (!given.ok) return given
  const [here, there] = await Promise.all([
    renamed(desk, one, mine.value),
    renamed(desk, other, theirs.value),
  ])
  const guards = [...here, ...there]
  const anew = anewIn(desk, [...one.slots, ...other.slots], guards)
  if (guards.length + anew.length > mostNumbers) return refuse('too-many-patients', { most: mostNumbers })
  const { changed, save } = desk.repository
  const notices = [
    ...sessionNotices('substituted', mine.value, here.filter(toCome)),
    ...sessionNotices('substituted', theirs.value, there.filter(toCome)),
  ]
  const sessions = handovers.map(({ before, after }) => ({
    ...sessionFacts(after),
    instead: sessionFacts({ ...before, version: after.version }),
  }))
  const act = sessionAct('sessions-swapped', mine.value, {
    data: { sessions, notices },
    patientIds: guards.map(({ patientId }) => patientId),
    basis: worksAt(request.actor, one.session.siteId) ? 'service' : 'office',
  })
  const items = [
    ...handovers.map(({ after }) => changed.session(after)),
    ...given.value,
    ...guards.map(changed.guard),
    ...anew,
  ]
  const written = await save(items, request.entry(act))
  return written === 'saved' ? accept({ sessions: handovers.map(({ after }) => after) }) : undefined
}

const worksAt = (actor: Swapping['actor'], siteId: string): boolean =>
  actor ? sitesOf(actor, 'clinic-staff').includes(siteId) : false

const swappedBefore = ({ session: a }: Loaded, { session: b }: Loaded, { body }: Swapping): boolean =>
  a.version === body.version + 1 &&
  b.version === body.withVersion + 1 &&
  a.substituteFor?.practitionerId === b.practitionerId

/** Both or none; each keeps its time, place and numbers. */
export const swapSessions: Handler<'swapSessions'> = (desk) => (request) =>
  untilSaved(async () => {
    const { params, body } = request
    if (params.sessionId === body.withSessionId) return refuse('same-practitioner')
    const [one, other] = await Promise.all([
      loadSession(desk, params.sessionId),
      loadSession(desk, body.withSessionId),
    ])
    if (!one || !other) return refuse('session-unknown')
    if (!maySwap(request, one.session.siteId) || !maySwap(request, other.session.siteId))
      return refuse('session-unknown')
    if (swappedBefore(one, other, request)) return accept({ sessions: [one.session, other.session] })
    return swap(desk, request, [one, other])
  })
