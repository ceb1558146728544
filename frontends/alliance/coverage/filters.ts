import { computed } from 'vue'
import { useAddress } from '#frontends/kit/index.ts'
import { siteMatches } from '#shared/alliance/index.ts'
import { type Row, rowsShown, type Shown, shownChoices } from './rows.ts'

/** Which of the rows are shown; what was asked is kept in the address. */
export function useRowFilters(rows: () => readonly Row[]) {
  const query = useAddress('q')
  const show = useAddress('show')
  const typed = computed({
    get: () => query.value ?? '',
    set: (text: string) => {
      query.value = text.trim() === '' ? undefined : text
    },
  })
  const choice = computed({
    get: (): Shown => shownChoices.find((one) => one === show.value) ?? 'gaps',
    set: (value: Shown | undefined) => {
      show.value = value === 'gaps' ? undefined : value
    },
  })
  const counts = computed(() =>
    shownChoices.map((value) => ({ value, count: rowsShown(rows(), value).length })),
  )
  const found = computed(() =>
    rowsShown(rows(), choice.value).filter(({ site }) => siteMatches(site, typed.value)),
  )
  return { typed, choice, counts, found }
}
