import { computed, type WritableComputedRef } from 'vue'
import { type LocationQuery, type Router, useRoute, useRouter } from 'vue-router'

/** Where a router is on its way to: what is set before it has arrived begins from there, not from where it still is. */
interface Way {
  readonly path: string
  readonly query: LocationQuery
  readonly step: boolean
}
const ways = new WeakMap<Router, Way>()

/**
 * A part of the page's state that is kept in the address, so that links and the back button lead to it. `push` leaves
 * a step for the back button (panels, dialogs); otherwise the address is rewritten in place (filters, tabs). Parts that
 * are set together all stand, as one step.
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
      const { path } = route
      const begun = ways.get(router)
      const underWay = begun?.path === path ? begun : undefined
      const { [name]: before, ...others } = underWay?.query ?? route.query
      if (before === value) return
      const query = value === undefined ? others : { ...others, [name]: value }
      const step = underWay?.step || (push && before === undefined)
      const way: Way = { path, query, step }
      ways.set(router, way)
      void router[step ? 'push' : 'replace']({ path, query }).finally(() => {
        if (ways.get(router) === way) ways.delete(router)
      })
    },
  })
}
