import { onScopeDispose, watch } from 'vue'
import { online } from '#frontends/kit/index.ts'

/**
 * Asks again every `everyMs` while somebody can see the page and there is a network; at once when either comes back.
 * A forgotten tab costs nothing.
 */
export function usePolling(ask: () => unknown, everyMs: number): void {
  let timer: ReturnType<typeof setInterval> | undefined

  function rest(): void {
    clearInterval(timer)
    timer = undefined
  }

  function arrange(): void {
    const awake = document.visibilityState === 'visible' && online.value
    if (!awake) rest()
    else timer ??= setInterval(ask, everyMs)
  }

  function wake(): void {
    const slept = timer === undefined
    arrange()
    if (slept && timer !== undefined) void ask()
  }

  arrange()
  document.addEventListener('visibilitychange', wake)
  watch(online, wake)
  onScopeDispose(() => {
    rest()
    document.removeEventListener('visibilitychange', wake)
  })
}
