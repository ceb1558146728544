import { addDays, dateAt, daysBetween, type IsoDate } from '#shared/kernel/calendar.ts'
import { type Interval, overlaps } from '#shared/kernel/interval.ts'
import { type Demand, needLevels } from '#shared/scheduling/index.ts'
import type { Desk } from './desk.ts'

/** Days around a date whose sessions say which rooms a site has. */
const roomDays = 21

/** Rooms of the site that are free then: those of its templates and of the sessions around. The wanted one first. */
export async function freeRooms(
  { repository }: Desk,
  siteId: string,
  date: IsoDate,
  time: Interval,
  wanted?: string,
): Promise<string[]> {
  const [templates, sessions, { uses }] = await Promise.all([
    repository.listTemplates(siteId),
    repository.listSessions(siteId, addDays(date, -roomDays), addDays(date, roomDays)),
    repository.readRooms(siteId, date),
  ])
  const known = [...templates, ...sessions].map(({ room }) => room).sort()
  const taken = new Set(uses.filter((use) => overlaps(use.time, time)).map(({ room }) => room))
  const rooms = [...new Set([...(wanted === undefined ? [] : [wanted]), ...known])]
  const free = rooms.filter((room) => !taken.has(room))
  return rooms.length > 0 ? free : firstRooms.filter((room) => !taken.has(room))
}

/** Of a site that has held no session yet. */
const firstRooms = ['1', '2', '3', '4']

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
