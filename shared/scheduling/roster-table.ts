import { addDays } from '#shared/kernel/calendar.ts'
import type { Interval } from '#shared/kernel/interval.ts'
import { type RosterError, type RosterKind, spansOf } from './roster.ts'
import {
  columnsIn,
  type RosterColumn,
  rosterColumns,
  rosterDate,
  rosterKindOf,
  rosterMinute,
} from './roster-words.ts'

/** Who can be on a roster, as the register of practitioners has them. */
export interface RosterPerson {
  readonly practitionerId: string
  readonly name: string
  readonly licenceNumber?: string | undefined
  readonly mainOrganisationId: string
}

export interface RosterPlace {
  readonly siteId: string
  readonly name: string
  readonly shortName: string
}

/** A duty of one day, from whatever file. */
export interface RosterRow {
  readonly line: number
  /** The same for the same duty in every file of the source. */
  readonly external: string
  readonly practitionerId: string
  readonly date: string
  readonly time: Interval
  readonly kind: RosterKind
  readonly placeId?: string | undefined
}

export interface RosterFault {
  readonly line: number
  readonly reason: RosterError
  /** Whose row it is and of which day, as far as it says: what is known of that time stays. */
  readonly practitionerId?: string | undefined
  readonly date?: string | undefined
}

export interface ReadRoster {
  /** How many rows or events the file has. */
  readonly count: number
  readonly rows: readonly RosterRow[]
  readonly errors: readonly RosterFault[]
  readonly skipped: number
  readonly assumedPlaces: number
}

/** Who may be named, and which places are known. */
export interface RosterGround {
  readonly people: readonly RosterPerson[]
  readonly places: readonly RosterPlace[]
}

/** A table as its reader hands it over: headings and rows by them, each with its line in the file. */
export interface RosterTable {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly line: number; readonly values: Readonly<Record<string, string>> }[]
}

type Cells = Readonly<Record<RosterColumn, string>>
type Fault = Omit<RosterFault, 'line'>
type Reading<Value> = { readonly value: Value } | Fault

/** Of a file that is none: nothing is read from it, and nothing that is known gives way to it. */
export const unreadableRoster = (reason: RosterError, line = 1): ReadRoster => ({
  count: 0,
  rows: [],
  errors: [{ line, reason }],
  skipped: 0,
  assumedPlaces: 0,
})

/**
 * A duty roster as a table, one duty a row: each row is taken whole or named with what is wrong with it. Who is meant is
 * found by licence, else by a name that only one of `people` has; a roster of one person alone needs neither.
 */
export function readRosterTable(table: RosterTable, ground: RosterGround): ReadRoster {
  const columns = columnsIn(table.columns, rosterColumns)
  const named = columns.has('licence') || columns.has('name') || columns.has('who')
  const alone = ground.people.length === 1
  if (!columns.has('date') || (!named && !alone)) return unreadableRoster('column-missing')
  const rows: RosterRow[] = []
  const errors: RosterFault[] = []
  const seen = new Set<string>()
  let assumedPlaces = 0
  for (const { line, values } of table.rows) {
    const duty = dutyOf(cellsOf(values, columns), ground)
    if ('reason' in duty) {
      errors.push({ line, ...duty })
      continue
    }
    const { external, placeAssumed, days } = duty.value
    if (seen.has(external)) {
      errors.push({ line, reason: 'row-twice' })
      continue
    }
    seen.add(external)
    if (placeAssumed) assumedPlaces += 1
    rows.push(...days.map((day, index) => ({ ...day, line, external: `${external}|${index}` })))
  }
  return { count: table.rows.length, rows, errors, skipped: 0, assumedPlaces }
}

function cellsOf(
  values: Readonly<Record<string, string>>,
  columns: ReadonlyMap<RosterColumn, string>,
): Cells {
  const cell = (name: RosterColumn) => values[columns.get(name) ?? '']?.trim() ?? ''
  const who = cell('who')
  const byNumber = /^\d/.test(who)
  return {
    licence: cell('licence') || (byNumber ? who : ''),
    name: cell('name') || (byNumber ? '' : who),
    who,
    date: cell('date'),
    start: cell('start'),
    end: cell('end'),
    kind: cell('kind'),
    place: cell('place'),
  }
}

interface Duty {
  readonly external: string
  readonly placeAssumed: boolean
  readonly days: readonly Omit<RosterRow, 'line' | 'external'>[]
}

function dutyOf(cells: Cells, { people, places }: RosterGround): Reading<Duty> {
  const person = personOf(cells, people)
  if ('reason' in person) return person
  const { practitionerId, mainOrganisationId } = person.value
  const date = rosterDate(cells.date)
  if (!date) return { reason: 'date-invalid', practitionerId }
  const kind = cells.kind === '' ? 'hospital-duty' : rosterKindOf(cells.kind)
  if (!kind) return { reason: 'kind-unknown', practitionerId, date }
  const hours = hoursOf(cells, kind)
  if (!hours) return { reason: 'time-invalid', practitionerId, date }
  const place = placeNamed(cells.place, places) ?? placeNamed(mainOrganisationId, places)
  const placeId = kind === 'leave' ? undefined : place?.siteId
  const days = spansOf(hours.start, hours.end).map(({ offset, time }) => ({
    practitionerId,
    date: addDays(date, offset),
    time,
    kind,
    ...(placeId === undefined ? {} : { placeId }),
  }))
  const external = [practitionerId, date, hours.start, hours.end, kind, placeId ?? ''].join('|')
  const placeAssumed = kind !== 'leave' && cells.place !== '' && !placeNamed(cells.place, places)
  return { value: { external, placeAssumed, days } }
}

function personOf({ licence, name }: Cells, people: readonly RosterPerson[]): Reading<RosterPerson> {
  const [only] = people
  if (licence === '' && name === '')
    return only && people.length === 1 ? { value: only } : { reason: 'practitioner-missing' }
  const byLicence = licence === '' ? undefined : people.find((one) => one.licenceNumber === licence)
  if (byLicence) return { value: byLicence }
  if (licence !== '') return { reason: 'practitioner-unknown' }
  const called = people.filter((one) => one.name === name)
  if (called.length > 1) return { reason: 'name-ambiguous' }
  return called[0] ? { value: called[0] } : { reason: 'practitioner-unknown' }
}

const wholeDay = { start: 0, end: 1440 }

/** Leave without times is the whole day; everything else needs both, and some length. */
function hoursOf({ start, end }: Cells, kind: RosterKind): { start: number; end: number } | undefined {
  if (start === '' && end === '') return kind === 'leave' ? wholeDay : undefined
  const [from, to] = [rosterMinute(start), rosterMinute(end)]
  if (from === undefined || to === undefined || from === to || from === 1440) return undefined
  return { start: from, end: to }
}

export const placeNamed = (text: string, places: readonly RosterPlace[]): RosterPlace | undefined =>
  text === ''
    ? undefined
    : places.find(({ siteId, name, shortName }) => siteId === text || name === text || shortName === text)
