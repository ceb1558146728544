import { mayDo } from '#shared/access/index.ts'
import { addDays, dateAt, daysBetween } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  holdOf,
  isReleased,
  nearestTo,
  type Pool,
  type Possible,
  parseSlotId,
  poolsAt,
  type Session,
  type SlotKey,
} from '#shared/scheduling/index.ts'
import { findPlace } from './appointment-parts.ts'
import { bookOne } from './book-route.ts'
import type { Desk, Handler } from './desk.ts'
import type { StoredSlot } from './records.ts'
import { cellOf } from './views.ts'

/** What is looked for: numbers of one practitioner at one site around a day. */
export interface Wanted {
  readonly session: Pick<Session, 'siteId' | 'practitionerId'>
  readonly date: string
  readonly time: Session['time']
  /** Channels that may be used, for who asks. */
  readonly pools: readonly Pool[]
  /** Days around it. */
  readonly within: number
  readonly now: number
}

/** Free numbers near the wanted day, best first. Two queries over the site's days, 0.5 RCU for each 4 KB of them. */
export async function possibleNear({ repository }: Desk, wanted: Wanted): Promise<Possible<StoredSlot>[]> {
  const { session: own, date, time, now, within } = wanted
  const today = dateAt(now)
  const from = addDays(date, -within)
  const days = [own.siteId, from > today ? from : addDays(today, 1), addDays(date, within)] as const
  const [sessions, slots] = await Promise.all([
    repository.listSessions(...days),
    repository.listSiteSlots(...days),
  ])
  const theirs = new Map(
    sessions
      .filter((one) => one.practitionerId === own.practitionerId && one.state === 'published')
      .map((one) => [one.sessionId, one]),
  )
  const possible = slots.flatMap((slot) => {
    const session = theirs.get(slot.sessionId)
    if (!session || slot.state !== 'free' || holdOf(slot, now) || !isReleased(slot, now)) return []
    const pools = poolsAt(slot, session, now)
    return pools.some((pool) => wanted.pools.includes(pool)) ? [{ slot, session, pools }] : []
  })
  return nearestTo(possible, date, time)
}

const chairPools = ['follow-up', 'clinic', 'public'] as const
const ofPractitioner = ['follow-up'] as const

type Chair = Parameters<ReturnType<Handler<'findFollowUps'>>>[0]

/** The number in the chair, for who may give follow-ups of its session. */
async function chairOf(desk: Desk, { ability }: Pick<Chair, 'ability'>, key: SlotKey | undefined) {
  const place = key && (await findPlace(desk, key, { fresh: true }))
  if (!place) return undefined
  const { siteId, practitionerId } = place.session
  if (!mayDo(ability, 'follow-up', 'Session', { siteId, practitionerId })) return undefined
  const atDesk = mayDo(ability, 'book', 'Slot', { siteId, pool: 'clinic' })
  return { ...place, pools: atDesk ? chairPools : ofPractitioner }
}

const shownChoices = 6

export const findFollowUps: Handler<'findFollowUps'> = (desk) => async (request) => {
  const { params, query, now } = request
  const chair = await chairOf(desk, request, parseSlotId(params.slotId))
  if (!chair) return refuse('slot-unknown')
  const { session, slot, pools } = chair
  const wanted = addDays(session.date, query.weeks * 7)
  const within = desk.settings.followUpWindowDays
  const possible = await possibleNear(desk, { session, date: wanted, time: slot.time, pools, within, now })
  const choices = possible.slice(0, shownChoices).map((one) => ({
    sessionId: one.session.sessionId,
    date: one.session.date,
    daysOff: daysBetween(wanted, one.session.date),
    cell: cellOf(one.slot),
  }))
  return accept({ wanted, choices })
}

/**
 * 复诊: from the chair, "in four weeks, same doctor". The nearest number is booked on the conditions of any booking; where
 * another takes it meanwhile, the next nearest.
 */
export const bookFollowUp: Handler<'bookFollowUp'> = (desk) => async (request) => {
  const { params, body, now } = request
  const chair = await chairOf(desk, request, parseSlotId(params.slotId))
  const held = chair?.slot.held
  if (!chair || held?.appointmentId !== body.appointmentId) return refuse('appointment-unknown')
  const { session, slot, pools } = chair
  const date = addDays(session.date, body.weeks * 7)
  const within = desk.settings.followUpWindowDays
  const asked = { patientId: held.patientId, visit: 'return' } as const
  const chosen = body.toSlotId ? parseSlotId(body.toSlotId) : undefined
  const keys = chosen
    ? [chosen]
    : (await possibleNear(desk, { session, date, time: slot.time, pools, within, now })).map(
        (one) => one.slot.key,
      )
  for (const key of keys.slice(0, 4)) {
    const outcome = await bookOne(desk, { ...request, body: asked }, key)
    const taken = !outcome.ok && (outcome.reason === 'slot-taken' || outcome.reason === 'slot-held')
    if (!taken || chosen) return outcome
  }
  return refuse('no-follow-up', { wanted: date, within })
}
