import { useRoute, useRouter } from 'vue-router'

/** Changes several parts of the address in one step: two steps of their own would undo each other. */
export function useAddressRouter() {
  const route = useRoute()
  const router = useRouter()
  return {
    replace(parts: Readonly<Record<string, string | undefined>>): void {
      const kept = Object.entries({ ...route.query, ...parts }).filter(([, value]) => value !== undefined)
      void router.replace({ path: route.path, query: Object.fromEntries(kept) })
    },
    back: (): void => router.back(),
  }
}
