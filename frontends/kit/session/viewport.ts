import { computed, ref } from 'vue'

function matches(query: string) {
  const list = globalThis.matchMedia?.(query)
  const holds = ref(list?.matches ?? false)
  list?.addEventListener('change', (event) => {
    holds.value = event.matches
  })
  return holds
}

const phone = matches('(max-width: 600px)')
const narrow = matches('(max-width: 900px)')

/** `phone` ≤ 600 px (or 200 % zoom of 1200), `narrow` ≤ 900 px, else `wide`. */
export const viewport = computed(() => {
  if (phone.value) return 'phone'
  return narrow.value ? 'narrow' : 'wide'
})

export const online = ref(globalThis.navigator?.onLine ?? true)
globalThis.addEventListener?.('online', () => {
  online.value = true
})
globalThis.addEventListener?.('offline', () => {
  online.value = false
})
