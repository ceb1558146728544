import { csvFile, readCsv } from '#functions/platform/csv.ts'
import {
  columnsIn,
  type GivenRoad,
  placeNamed,
  type RoadImport,
  type Roads,
  type RosterPlace,
  roadColumns,
} from '#shared/scheduling/index.ts'
import { type Language, wordsIn } from './words.ts'

/** Every pair of the sites of a district both ways. */
const mostRows = 10_000

type Fault = RoadImport['errors'][number]
export interface RoadFile {
  readonly rows: number
  readonly given: readonly GivenRoad[]
  readonly errors: readonly Fault[]
}

/** Reads a CSV of roads: sites by id, name or short name, minutes from 1 to 300. */
export function readRoads(csv: string, places: readonly RosterPlace[]): RoadFile {
  const file = readCsv(csv, mostRows)
  if (!file.ok) return { rows: 0, given: [], errors: [{ line: file.line, reason: 'not-csv' }] }
  const columns = columnsIn(file.table.columns, roadColumns)
  if (columns.size < 3) return { rows: 0, given: [], errors: [{ line: 1, reason: 'column-missing' }] }
  const seen = new Set<string>()
  const errors: Fault[] = []
  const given: GivenRoad[] = []
  for (const { line, values } of file.table.rows) {
    const cell = (name: keyof typeof roadColumns) => values[columns.get(name) ?? ''] ?? ''
    const road = roadOf(cell('from'), cell('to'), cell('minutes'), places)
    if (typeof road === 'string') errors.push({ line, reason: road })
    else if (seen.has(`${road.from} ${road.to}`)) errors.push({ line, reason: 'road-twice' })
    else {
      seen.add(`${road.from} ${road.to}`)
      given.push(road)
    }
  }
  return { rows: file.table.rows.length, given, errors }
}

function roadOf(
  origin: string,
  goal: string,
  length: string,
  places: readonly RosterPlace[],
): GivenRoad | Fault['reason'] {
  const [from, to] = [placeNamed(origin, places), placeNamed(goal, places)]
  const minutes = /^\d{1,3}$/.test(length) ? Number(length) : 0
  if (!from || !to) return 'site-unknown'
  if (from.siteId === to.siteId) return 'road-to-itself'
  return minutes < 1 || minutes > 300 ? 'not-minutes' : { from: from.siteId, to: to.siteId, minutes }
}

/** All measured roads, as `readRoads` takes them. */
export function writeRoads(
  roads: readonly Roads[],
  places: readonly RosterPlace[],
  language: Language,
): string {
  const { from, fromName, to, toName, minutes } = wordsIn(language).roads
  const nameOf = (siteId: string) => places.find((place) => place.siteId === siteId)?.name ?? ''
  const lines = roads.flatMap(({ siteId, to: goals }) =>
    Object.entries(goals).map(([other, length]) => [siteId, nameOf(siteId), other, nameOf(other), length]),
  )
  return csvFile([[from, fromName, to, toName, minutes], ...lines])
}
