import { onScopeDispose, reactive, watchEffect } from 'vue'

/** How many things wait behind an entry of the navigation, by its path. */
export const counters = reactive<Record<string, number>>({})

/** The number beside a navigation entry while the app that knows it is open. */
export function useCounter(path: string, count: () => number | undefined): void {
  watchEffect(() => {
    counters[path] = count() ?? 0
  })
  onScopeDispose(() => {
    delete counters[path]
  })
}
