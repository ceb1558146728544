import { addDays } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type Pool, parseSlotId, type SeriesLine, type SlotKey } from '#shared/scheduling/index.ts'
import { findPlace, type Place } from './appointment-parts.ts'
import { bookedBefore, bookOne } from './book-route.ts'
import type { Desk, Handler, SchedulingHandlers } from './desk.ts'
import { possibleNear } from './follow-up-routes.ts'
import { bookerOf } from './policy.ts'
import { waitlistRoutes } from './waitlist-routes.ts'

type Request = Parameters<SchedulingHandlers['bookSeries']>[0]

const everyPool: readonly Pool[] = ['follow-up', 'clinic', 'public']
/** Days around each wanted day: a series keeps its rhythm. */
const within = 3

async function lineOf(desk: Desk, request: Request, place: Place, index: number): Promise<SeriesLine> {
  const { body, now } = request
  const { everyWeeks, times: _, waitlist: __, ...booking } = body
  const wanted = addDays(place.session.date, index * everyWeeks * 7)
  const createdId = index === 0 ? request.createdId : `${request.createdId}.${index + 1}`
  /** A replay does not look for a number again. */
  const before = await bookedBefore(desk, { ...request, createdId }, body.patientId)
  if (before) return { wanted, appointment: before.value }
  const staff = bookerOf(request.actor, place.session, body.patientId) === 'staff'
  const pools: readonly Pool[] = staff ? everyPool : ['public']
  const near = { session: place.session, date: wanted, time: place.slot.time, pools, within, now }
  const keys = index === 0 ? [place.slot.key] : (await possibleNear(desk, near)).map(({ slot }) => slot.key)
  let reason: string | undefined
  for (const key of keys.slice(0, 3)) {
    const outcome = await bookOne(desk, { ...request, body: booking, createdId }, key)
    if (outcome.ok) return { wanted, appointment: outcome.value }
    reason = outcome.reason
  }
  return { wanted, ...(reason ? { reason } : {}) }
}

/** One place in the waiting list for all the days without a number. */
async function waitFor(desk: Desk, request: Request, { session }: Place, missing: readonly string[]) {
  const [first = '', last = first] = [missing[0], missing.at(-1)]
  const { practitionerId, siteId } = session
  const to = addDays(last, within)
  const { body } = request
  const createdId = `${request.createdId}.w`
  const joined = await waitlistRoutes(desk).joinWaitlist({
    ...request,
    createdId,
    query: undefined,
    params: { siteId },
    body: {
      patientId: body.patientId,
      visit: body.visit,
      wish: { practitionerId, from: addDays(first, -within), to },
    },
  })
  if (joined.ok) return joined.value.waitId
  return joined.reason === 'wait-exists' ? String(joined.facts?.['waitId'] ?? createdId) : undefined
}

/**
 * 每几周一次: the number that is asked for and one near each later day, each its own booking, as many as there are. The
 * first is booked or the request is refused; what is missing afterwards is said line by line.
 */
export const bookSeries: Handler<'bookSeries'> = (desk) => async (request) => {
  const { params, body } = request
  const key: SlotKey | undefined = parseSlotId(params.slotId)
  const place = key && (await findPlace(desk, key, { fresh: true }))
  if (!key || !place) return refuse('slot-unknown')
  const { everyWeeks: _, times, waitlist, ...booking } = body
  const first = await bookOne(desk, { ...request, body: booking }, key)
  if (!first.ok) return first
  const wanted = place.session.date
  const lines: SeriesLine[] = [{ wanted, appointment: first.value }]
  for (let index = 1; index < Math.min(times, desk.settings.seriesTimes); index++)
    lines.push(await lineOf(desk, request, place, index))
  const missing = lines.filter(({ appointment }) => !appointment)
  if (!waitlist || missing.length === 0) return accept({ lines })
  const waitId = await waitFor(
    desk,
    request,
    place,
    missing.map((line) => line.wanted),
  )
  return accept({ lines: lines.map((line) => (line.appointment || !waitId ? line : { ...line, waitId })) })
}
