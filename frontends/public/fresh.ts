import { onMounted, onUnmounted, ref, shallowRef } from 'vue'
import { type ClinicDays, joined } from './clinic-days.ts'
import { fetchMonths } from './published.ts'

const staleMs = 60_000
const tickMs = 20_000

/** Ticks from the moment the page was made (what is drawn first must be what the server drew) to the present. */
export function useClock(at: number) {
  const now = ref(at)
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    const tick = () => {
      now.value = Math.max(at, Date.now())
    }
    tick()
    timer = setInterval(tick, tickMs)
  })
  onUnmounted(() => clearInterval(timer))
  return now
}

/** Keeps what the page shows young: asks again when it is older than a minute and somebody looks at it. */
export function useFreshDays(at: number, take: (data: ClinicDays) => void) {
  /** When what is shown was last known to be true. */
  const knownAt = ref(at)
  const offline = ref(false)
  const latest = shallowRef<Promise<boolean>>()

  async function load(): Promise<boolean> {
    try {
      const now = Date.now()
      take(joined(await fetchMonths(now), now))
      knownAt.value = now
      offline.value = false
    } catch {
      offline.value = true
    }
    return !offline.value
  }

  /** True where the newest numbers are on the page; two who ask at once share one answer. */
  function refresh(): Promise<boolean> {
    latest.value ??= load().finally(() => {
      latest.value = undefined
    })
    return latest.value
  }

  const look = () => {
    if (document.visibilityState === 'visible' && Date.now() - knownAt.value > staleMs) void refresh()
  }
  const lose = () => {
    offline.value = true
  }
  const regain = () => void refresh()
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    look()
    timer = setInterval(look, staleMs)
    document.addEventListener('visibilitychange', look)
    addEventListener('offline', lose)
    addEventListener('online', regain)
    if (!navigator.onLine) lose()
  })
  onUnmounted(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    removeEventListener('offline', lose)
    removeEventListener('online', regain)
  })
  return { knownAt, offline, refresh }
}
