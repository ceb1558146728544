import { type Component, computed, shallowRef, watch } from 'vue'
import type { Address } from './address.ts'

const files = {
  messages: () => import('./components/MessageSheet.vue'),
  appeal: () => import('./components/AppealSheet.vue'),
} as const
type SheetName = keyof typeof files
const names = Object.keys(files) as SheetName[]

/** Sheets that few open come when the address asks for them. */
export function useMineSheets(address: Address) {
  const sheets = shallowRef<Readonly<Partial<Record<SheetName, Component>>>>({})
  const asked = computed(() => names.find((name) => address.get(name) !== undefined))
  watch(asked, async (name) => {
    if (!name || sheets.value[name]) return
    const loaded = await files[name]().catch(() => undefined)
    if (loaded) sheets.value = { ...sheets.value, [name]: loaded.default }
  })
  return { asked, sheets }
}
