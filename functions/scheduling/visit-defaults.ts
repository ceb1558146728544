import { addDays, dateAt, daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import { type Demand, freeRoomsOf, needLevels } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'

/** Days around a date whose sessions say which rooms a site has. */
const roomDays = 21

/** Rooms that a site has: those of its templates and of the sessions around that day. */
export async function knownRooms({ repository }: Desk, siteId: string, date: IsoDate): Promise<string[]> {
  const [templates, sessions] = await Promise.all([
    repository.listTemplates(siteId),
    repository.listSessions(siteId, addDays(date, -roomDays), addDays(date, roomDays)),
  ])
  return [...new Set([...templates, ...sessions].map(({ room }) => room))].sort()
}

/** Rooms of the site that are free then. */
export async function freeRooms(
  desk: Desk,
  siteId: string,
  date: IsoDate,
  time: Interval,
): Promise<string[]> {
  const [known, { uses }] = await Promise.all([
    knownRooms(desk, siteId, date),
    desk.repository.readRooms(siteId, date),
  ])
  return freeRoomsOf(known, uses, time)
}

/** The department that may hold sessions; undefined where none is accepted. */
export async function departmentOf({ repository }: Desk, siteId: string): Promise<string | undefined> {
  const departments = await repository.listDepartments(siteId)
  return departments.find(({ accepted }) => accepted)?.departmentId
}

/** Who waits at a site, by what for; how long, and nobody by name. */
export async function demandAt({ repository }: Desk, siteId: string, now: number): Promise<Demand[]> {
  const waits = await repository.listWaitsAt(siteId)
  const days = ({ joinedAt }: { joinedAt: number }) => daysBetween(dateAt(joinedAt), dateAt(now))
  return [...Map.groupBy(waits, ({ kind }) => kind ?? 'general')].map(([kind, people]) => ({
    kind,
    people: people.length,
    longestDays: Math.max(...people.map(days)),
    shortestDays: Math.min(...people.map(days)),
    urgent: people.filter(({ need }) => need.level === needLevels[0]).length,
  }))
}
