import { computed, onMounted, onUnmounted, ref } from 'vue'
import { defaultSettings } from '#shared/scheduling/index.ts'
import { holdSlot, releaseHold } from './api.ts'
import { Refusal } from './refusal.ts'

const longest = defaultSettings.holdMinutes * 60_000

/** 留号: one number is kept at a time, the server lets the one before go. What is not kept can still be booked. */
export function useHold() {
  const kept = ref('')
  const until = ref(0)
  const now = ref(0)
  let asked = 0
  let timer: ReturnType<typeof setInterval> | undefined

  /** Tells what was refused; a network that is slow or gone is no refusal. */
  async function keep(slotId: string, patientId: string): Promise<Refusal | undefined> {
    const turn = ++asked
    until.value = 0
    try {
      const end = await holdSlot(slotId, patientId)
      if (turn !== asked) return undefined
      kept.value = slotId
      now.value = Date.now()
      // A phone whose clock is slow would promise more than the server keeps.
      until.value = Math.min(end, now.value + longest)
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem
      return problem
    }
    return undefined
  }
  const forget = (): void => {
    kept.value = ''
    until.value = 0
  }

  onMounted(() => {
    timer = setInterval(() => {
      now.value = Date.now()
    }, 1000)
  })
  onUnmounted(() => {
    clearInterval(timer)
    asked++
    if (kept.value) releaseHold(kept.value)
  })
  return {
    keep,
    forget,
    /** Whole seconds; 0 where nothing is kept. */
    left: computed(() => Math.max(0, Math.ceil((until.value - now.value) / 1000))),
    /** It was kept, and the time is up. */
    over: computed(() => until.value > 0 && now.value >= until.value),
  }
}
