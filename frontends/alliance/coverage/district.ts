import { computed } from 'vue'
import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import type { ClinicKind } from '#shared/scheduling/index.ts'
import { useAllSites, useBoard, useSubdistricts } from '../queries.ts'
import { holidaysOf, tilesOf, weeks } from './gaps.ts'
import { usePublished } from './months.ts'

/** All that the map and the table are drawn from: what is published, sub-districts, sites and their departments. */
export function useDistrict(monday: () => IsoDate, kind: () => ClinicKind | undefined) {
  const published = usePublished(monday, weeks * 7)
  const areas = useSubdistricts()
  const sites = useAllSites()
  const board = useBoard()
  const parts = [published, areas, sites, board]
  const pending = computed(() => parts.some(({ isPending }) => isPending.value))
  const problem = computed(() => parts.find(({ error, data }) => error.value && !data.value)?.error.value)
  const retry = (): unknown => Promise.all(parts.map(({ refetch }) => refetch()))

  const tiles = computed(() =>
    tilesOf(
      {
        months: published.data.value ?? [],
        subdistricts: areas.data.value?.subdistricts ?? [],
        sites: sites.data.value?.sites ?? [],
        departments: board.data.value?.departments ?? [],
      },
      monday(),
      kind(),
    ),
  )
  const lines = computed(() => tiles.value.flatMap((tile) => tile.sites))
  const holidays = computed(() => {
    const mondays = Array.from({ length: weeks + 1 }, (_, week) => addDays(monday(), week * 7))
    return holidaysOf(published.data.value ?? [], mondays).slice(0, weeks)
  })
  const areaOf = (code: string | undefined) => areas.data.value?.subdistricts.find((one) => one.code === code)
  const departmentOf = (siteId: string): string | undefined =>
    board.data.value?.departments.find(({ site }) => site.siteId === siteId)?.departmentId
  return { pending, problem, retry, tiles, lines, holidays, areaOf, departmentOf }
}
