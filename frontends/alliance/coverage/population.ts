import { computed } from 'vue'
import { language } from '#frontends/kit/index.ts'
import type { Population, PopulationFields } from '#shared/alliance/index.ts'

const short = computed(
  () =>
    new Intl.NumberFormat(language.value === 'en' ? 'en-GB' : 'zh-CN', {
      notation: 'compact',
      maximumFractionDigits: 1,
    }),
)
/** `8.4万` · `84K` */
export const shortNumber = (value: number): string => short.value.format(value)

/** The figure of a sub-district while it is written. */
export interface PopulationForm {
  residents: number | undefined
  year: number | undefined
  source: string
  certainty: PopulationFields['certainty']
}

export const populationFormOf = (figure: Population | undefined, thisYear: number): PopulationForm => ({
  residents: figure?.residents,
  year: figure?.year ?? thisYear,
  source: figure?.source ?? '',
  certainty: figure?.certainty ?? 'verified',
})

export type PopulationMissing = 'residents' | 'year' | 'source'

/** What is to be written, or what is still to be filled in. */
export function checkedPopulation({
  residents,
  year,
  source,
  certainty,
}: PopulationForm): { readonly value: PopulationFields } | { readonly missing: PopulationMissing[] } {
  const said = source.trim()
  if (residents !== undefined && year !== undefined && said !== '')
    return { value: { residents, year, source: said, certainty } }
  const missing: PopulationMissing[] = []
  if (residents === undefined) missing.push('residents')
  if (year === undefined) missing.push('year')
  if (said === '') missing.push('source')
  return { missing }
}
