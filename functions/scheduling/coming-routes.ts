import { dateAt, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  type HalfDay,
  type Offer,
  offeredAt,
  offeredOn,
  type Person,
  travelOver,
  usualTime,
  type Wanted,
  whoCanCome,
  wholePlan,
} from '#shared/scheduling/index.ts'
import type { Desk, Handler, SchedulingHandlers } from './desk.ts'
import { calendarDayOf } from './holidays.ts'
import type { SiteDoctor } from './projections.ts'
import { estimateAmong } from './travel-desk.ts'
import { demandAt, departmentOf, freeRooms } from './visit-defaults.ts'
import { mayAsk } from './visit-policy.ts'
import type { PractitionerWeek } from './week-repository.ts'

/** Everybody with an offer or a commitment on a half-day of a date, whichever site asks. */
export async function peopleOn({ repository, claims }: Desk, date: IsoDate, half: HalfDay) {
  const [offers, days, weeks] = await Promise.all([
    repository.listOffersFor(date, half),
    claims.listDate(date),
    repository.listWeek(date),
  ])
  return { offers, days, weeks }
}
type OnDay = Awaited<ReturnType<typeof peopleOn>>

const idsOf = (week: PractitionerWeek | undefined) => ({
  sessionIds: (week?.visits ?? []).map(({ sessionId }) => sessionId),
})

/** Who may be thought of at a site: who has a term of practice there, and who offers to come out that half-day. */
export function peopleOf({ offers, days, weeks }: OnDay, doctors: readonly SiteDoctor[]): Person[] {
  const offered = Map.groupBy(offers, ({ practitionerId }) => practitionerId)
  const claimed = new Map(days.map(({ practitionerId, commitments }) => [practitionerId, commitments]))
  const week = new Map(weeks.map((one) => [one.practitionerId, one]))
  const known = new Map(doctors.map((one) => [one.practitionerId, one]))
  const one = (practitionerId: string): Person[] => {
    const own: readonly Offer[] = offered.get(practitionerId) ?? []
    const doctor = known.get(practitionerId)
    const named = doctor ?? own[0]
    if (!named) return []
    return [
      {
        practitionerId,
        name: named.name,
        title: named.title,
        initials: named.initials,
        organisationName: own[0]?.organisationName ?? doctor?.organisationName,
        kinds: [...(doctor && doctor.kinds.length > 0 ? doctor.kinds : (own[0]?.kinds ?? []))],
        terms: doctor?.terms ?? [],
        offers: own,
        commitments: claimed.get(practitionerId) ?? [],
        week: idsOf(week.get(practitionerId)),
      },
    ]
  }
  return [...new Set([...offered.keys(), ...known.keys()])].flatMap(one)
}

/** Who works at the site, or offers to come there. */
const isInQuestion = ({ terms, offers }: Person, wanted: Wanted): boolean =>
  terms.length > 0 || offers.some((one) => offeredOn(one, wanted.date) && offeredAt(one, wanted))

type Asked = Parameters<SchedulingHandlers['whoCanCome']>[0]

/** The window that is asked for; the half-day's usual hours where it is not said. */
function windowOf({ query, now }: Asked, settings: Desk['settings']) {
  const { date, half, start, end } = query
  const usual = usualTime(half, settings)
  const time = { start: start ?? usual.start, end: end ?? usual.end }
  if (time.start >= time.end) return refuse('plan-invalid', { fault: 'outside-day' })
  return date < dateAt(now) ? refuse('date-past') : accept(time)
}

/**
 * Who can come: four queries and the roads, all beside each other, whatever the number of people; 8 RCU for a district.
 * What decides is asked again at the booking.
 */
const asking: Handler<'whoCanCome'> = (desk) => async (request) => {
  const { repository, settings } = desk
  const { siteId } = request.params
  const { date, half, kind } = request.query
  if (!mayAsk(request, siteId)) return refuse('site-unknown')
  const window = windowOf(request, settings)
  if (!window.ok) return window
  const [day, onDay, doctors, { positions, roads }] = await Promise.all([
    calendarDayOf(date),
    peopleOn(desk, date, half),
    repository.listSiteDoctors(siteId),
    repository.findRoadsAround(siteId),
  ])
  const areaCode = positions.get(siteId)?.areaCode
  if (areaCode === undefined) return refuse('site-unknown')
  const time = window.value
  const travel = travelOver(roads, estimateAmong(positions), settings.unknownTravelMinutes)
  const wanted: Wanted = { siteId, areaCode, date, time, kind }
  const people = peopleOf(onDay, doctors).filter((one) => isInQuestion(one, wanted))
  const candidates = whoCanCome(wanted, people, { today: dateAt(request.now), travel, settings })
  return accept({ day, time, kind, candidates })
}

const prepare: Handler<'prepareVisit'> = (desk) => async (request) => {
  const { params, query, now } = request
  const { siteId } = params
  const { date, half, kind } = query
  const clinic = mayAsk(request, siteId) ? await desk.repository.findClinic(siteId) : undefined
  if (!clinic) return refuse('site-unknown')
  const time = usualTime(half, desk.settings)
  const [departmentId, rooms, waiting] = await Promise.all([
    departmentOf(desk, siteId),
    freeRooms(desk, siteId, date, time),
    demandAt(desk, siteId, now),
  ])
  const site = { departmentId: departmentId ?? '', room: rooms[0] ?? '' }
  const {
    practitionerId: _,
    room,
    departmentId: department,
    ...plan
  } = wholePlan('', { date, time, kind }, site, desk.settings)
  const named = { ...(department ? { departmentId: department } : {}), ...(room ? { room } : {}) }
  return accept({ waiting, rooms, plan: { ...plan, ...named } })
}

/** 谁能来 */
export const comingRoutes = (desk: Desk) => ({ whoCanCome: asking(desk), prepareVisit: prepare(desk) })
