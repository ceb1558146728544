import { computed, ref } from 'vue'
import type { Row } from './rows.ts'

/** Sites that were chosen to be looked after together; one that is not in the district any more is not chosen. */
export function useChosenSites(rows: () => readonly Row[]) {
  const marked = ref<ReadonlySet<string>>(new Set())
  const chosen = computed(() => rows().filter(({ site }) => marked.value.has(site.siteId)))
  const siteIds = computed(() => new Set(chosen.value.map(({ site }) => site.siteId)))
  const people = computed(() => chosen.value.reduce((sum, row) => sum + row.people, 0))
  function mark(siteId: string, wanted: boolean): void {
    const next = new Set(marked.value)
    if (wanted) next.add(siteId)
    else next.delete(siteId)
    marked.value = next
  }
  const clear = (): void => {
    marked.value = new Set()
  }
  return { chosen, siteIds, people, mark, clear }
}
