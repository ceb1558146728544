import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * A part of the page's state that is kept in the address, so that links and the back button lead to it. `push` leaves
 * a step for the back button (panels, dialogs); otherwise the address is rewritten in place (filters, tabs).
 */
export function useAddress(name: string, { push = false } = {}): WritableComputedRef<string | undefined> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' && value !== '' ? value : undefined
    },
    set: (value) => {
      const { [name]: before, ...others } = route.query
      if (before === value) return
      const query = value === undefined ? others : { ...others, [name]: value }
      void router[push && before === undefined ? 'push' : 'replace']({ path: route.path, query })
    },
  })
}
