import type { ImportError } from './import.ts'
import { type PopulationFields, populationCertainties } from './subdistrict.ts'
import { choiceColumn, type Row, textColumn, wholeColumn } from './table-file.ts'

/** The people of a sub-district in a CSV file. A figure without its year or source is none: all four cells, or none. */
export const populationColumns = {
  residents: wholeColumn(0, 5_000_000),
  residents_year: wholeColumn(1949, 2100),
  residents_source: textColumn(200),
  residents_certainty: choiceColumn(Object.fromEntries(populationCertainties.map((one) => [one, one]))),
} as const

type PopulationRow = Row<typeof populationColumns>
const names = ['residents', 'residents_year', 'residents_source', 'residents_certainty'] as const

export const halfPopulations = (
  rows: readonly { readonly line: number; readonly row: PopulationRow }[],
): ImportError[] =>
  rows.flatMap(({ line, row }) => {
    const missing = names.filter((column) => row[column] === undefined)
    return missing.length === names.length
      ? []
      : missing.map((column) => ({ line, column, reason: 'value-missing' }))
  })

export function populationIn(row: PopulationRow): PopulationFields | undefined {
  const { residents, residents_year: year, residents_source: source, residents_certainty: certainty } = row
  return residents === undefined || year === undefined || source === undefined || certainty === undefined
    ? undefined
    : { residents, year, source, certainty }
}
