import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { PopulationsTold } from './events.ts'
import type { Population, PopulationFields, Subdistrict } from './subdistrict.ts'

const same = (a: PopulationFields, b: PopulationFields): boolean =>
  a.residents === b.residents && a.year === b.year && a.source === b.source && a.certainty === b.certainty

/** The figure as it is written over the one before; the same figure again is no change. */
export const nextPopulation = (before: Population | undefined, told: PopulationFields): Population =>
  before && same(before, told) ? before : { ...told, version: (before?.version ?? 0) + 1 }

interface WantedFigure {
  readonly code: string
  /** Of the figure as it was seen; 0 where there was none. */
  readonly version: number
  readonly fields: PopulationFields
}

/** Decides what is written of the people of a sub-district. */
export function decidePopulation(
  { code, version, fields }: WantedFigure,
  subdistricts: readonly Subdistrict[],
): Decision<Subdistrict, 'area-unknown' | 'stale-version'> {
  const before = subdistricts.find((one) => one.code === code)
  if (!before) return refuse('area-unknown')
  if ((before.population?.version ?? 0) !== version) return refuse('stale-version', { current: before })
  return accept({ ...before, population: nextPopulation(before.population, fields) })
}

/** What listeners are told of sub-districts that have been written. */
export const populationsOf = (written: readonly Subdistrict[]): PopulationsTold => ({
  areas: written.flatMap(({ code, population }) => (population ? [{ ...population, code }] : [])),
})
