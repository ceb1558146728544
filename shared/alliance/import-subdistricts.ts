import type { Initials } from './directory.ts'
import type { ImportReport } from './import.ts'
import { nextPopulation } from './population.ts'
import { halfPopulations, populationColumns, populationIn } from './population-columns.ts'
import type { Subdistrict } from './subdistrict.ts'
import {
  codeColumn,
  needed,
  numberColumn,
  type Row,
  readTable,
  repeated,
  type TableFile,
  textColumn,
} from './table-file.ts'

const columns = {
  short_name: needed(textColumn(30)),
  official_name: needed(textColumn(30)),
  gb_code: needed(codeColumn(/^\d{9}$/)),
  tile_column: needed(numberColumn(1, 40)),
  tile_row: needed(numberColumn(1, 40)),
  lon: needed(numberColumn(73, 136)),
  lat: needed(numberColumn(3, 54)),
  note: textColumn(300),
  ...populationColumns,
} as const

export interface SubdistrictImport {
  readonly report: ImportReport
  readonly writes: readonly Subdistrict[]
}

/** A row over what is known; people of whom the file says nothing stay as they are known. */
function subdistrictFrom(
  row: Row<typeof columns>,
  before: Subdistrict | undefined,
  initialsOf: Initials,
): Subdistrict {
  const told = populationIn(row)
  const population = told ? nextPopulation(before?.population, told) : before?.population
  return {
    code: row.gb_code,
    name: row.official_name,
    shortName: row.short_name,
    initials: initialsOf(row.short_name),
    tileColumn: row.tile_column,
    tileRow: row.tile_row,
    lon: row.lon,
    lat: row.lat,
    ...(population ? { population } : {}),
  }
}

type Field = Subdistrict[keyof Subdistrict]
/** Figures are told apart by their version, which rises with each change. */
const isSame = (a: Field, b: Field): boolean =>
  typeof a === 'object' && typeof b === 'object' ? a.version === b.version : a === b

/** Decides what importing the sub-districts would do; two of them on one tile of the map are an error. */
export function decideSubdistrictImport(
  file: TableFile,
  before: readonly Subdistrict[],
  initialsOf: Initials,
): SubdistrictImport {
  const read = readTable(file, columns)
  const tiled = read.rows.map(({ line, row }) => ({
    line,
    row: { tile_row: `${row.tile_column}/${row.tile_row}` },
  }))
  const errors = [
    ...read.errors,
    ...(read.errors.length > 0
      ? []
      : [
          ...repeated(read.rows, 'gb_code', 'number-twice'),
          ...repeated(tiled, 'tile_row', 'tile-twice'),
          ...halfPopulations(read.rows),
        ]),
  ]
  const rows = errors.length > 0 ? [] : read.rows
  const plans = rows.map(({ line, row }) => {
    const old = before.find(({ code }) => code === row.gb_code)
    const after = subdistrictFrom(row, old, initialsOf)
    const names = Object.keys(after) as (keyof Subdistrict)[]
    return {
      line,
      after,
      isNew: old === undefined,
      fields: names.filter((name) => !isSame(old?.[name], after[name])),
    }
  })
  const changes = plans.filter(({ fields }) => fields.length > 0)
  const listed = (wanted: boolean) =>
    changes
      .filter(({ isNew }) => isNew === wanted)
      .map(({ line, after, fields }) => ({
        line,
        key: after.code,
        name: after.name,
        fields: wanted ? [] : fields,
      }))
  const unchanged = plans.length - changes.length
  return {
    report: { rows: file.rows.length, added: listed(true), changed: listed(false), unchanged, errors },
    writes: changes.map(({ after }) => after),
  }
}
