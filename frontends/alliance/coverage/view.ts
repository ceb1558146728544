import { computed } from 'vue'
import { useAddress } from '#frontends/kit/index.ts'
import { type ClinicKind, clinicKinds } from '#shared/scheduling/index.ts'

/** How the district is looked at: as a map or a table, for which kind, with which number in a tile, which sub-district. */
export function useCoverageView() {
  const viewAddress = useAddress('view')
  const view = computed({
    get: () => (viewAddress.value === 'table' ? 'table' : 'map'),
    set: (value: string | undefined) => {
      viewAddress.value = value === 'table' ? 'table' : undefined
    },
  })
  const kindAddress = useAddress('kind')
  const kind = computed({
    get: (): ClinicKind | 'all' => clinicKinds.find((one) => one === kindAddress.value) ?? 'all',
    set: (value: ClinicKind | 'all' | undefined) => {
      kindAddress.value = value === 'all' ? undefined : value
    },
  })
  const kindAsked = computed(() => (kind.value === 'all' ? undefined : kind.value))
  const figureAddress = useAddress('figure')
  const figure = computed({
    get: () => (figureAddress.value === 'residents' ? 'residents' : 'people'),
    set: (value: 'people' | 'residents' | undefined) => {
      figureAddress.value = value === 'residents' ? 'residents' : undefined
    },
  })
  const area = useAddress('area')
  return { view, kind, kindAsked, figure, area }
}
