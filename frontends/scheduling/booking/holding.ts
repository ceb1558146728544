import { onScopeDispose, ref, watch } from 'vue'
import { isProblem, online } from '#frontends/kit/index.ts'
import type { useBookingStore } from '../stores/booking.ts'
import { slots } from './slot-calls.ts'

export interface Kept {
  readonly slotId: string
  /** Milliseconds since the epoch. */
  readonly until: number
  readonly since: number
}

/** A number is kept once the choice has rested: going through the times with the arrows keeps none of them. */
const restMs = 500

/**
 * Keeps the chosen number while the form is filled in, one at a time, and gives it back when the form is left. What is
 * moved or given at the desk is not kept: the number one has is one's own until then.
 */
export function useHolding(
  store: ReturnType<typeof useBookingStore>,
  lost: (slotId: string) => Promise<void>,
) {
  const kept = ref<Kept>()
  const unseen = useUnseen()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const wanted = (): string | undefined =>
    store.moving || store.walkIn || !store.who || store.step !== 'time' ? undefined : store.cell?.slotId

  async function keep(slotId: string, patientId: string): Promise<void> {
    asked += 1
    const mine = asked
    try {
      const { until } = await slots.holdSlot({ params: { slotId }, body: { patientId } })
      if (mine === asked) kept.value = { slotId, until, since: Date.now() }
    } catch (problem) {
      const gone = ['slot-taken', 'slot-held', 'slot-over'] as const
      const isLost = gone.some((reason) => isProblem(problem, `urn:problem:scheduling:${reason}`))
      if (mine === asked && isLost) await unseen.during(lost(slotId))
    }
  }

  /** Nobody waits for the answer: what is not given back frees itself. */
  function release(): void {
    clearTimeout(timer)
    asked += 1
    const before = kept.value
    kept.value = undefined
    if (before && online.value)
      slots.releaseHold({ params: { slotId: before.slotId } }).catch(() => undefined)
  }

  /** The number is booked: there is nothing to give back. */
  function forget(): void {
    asked += 1
    clearTimeout(timer)
    kept.value = undefined
  }

  watch(
    wanted,
    (slotId) => {
      clearTimeout(timer)
      if (slotId === undefined) return release()
      if (slotId === kept.value?.slotId) return
      timer = setTimeout(() => {
        const patientId = store.who?.patientId
        if (patientId && online.value) void keep(slotId, patientId)
      }, restMs)
    },
    { flush: 'post' },
  )
  onScopeDispose(release)

  /** `unseen`: another number was chosen a moment ago, without a key pressed. */
  return { kept, unseen: unseen.is, release, forget }
}

/** A number that changed by itself has to be seen before it is booked: the key on its way was meant for the one before. */
const glanceMs = 800
function useUnseen() {
  const is = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  return {
    is,
    async during(change: Promise<void>): Promise<void> {
      clearTimeout(timer)
      is.value = true
      try {
        await change
      } finally {
        timer = setTimeout(() => {
          is.value = false
        }, glanceMs)
      }
    },
  }
}
