import { onScopeDispose, ref } from 'vue'

/** The present in milliseconds since the epoch, moving every `stepMs`. */
export function useNow(stepMs = 1_000) {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, stepMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}
