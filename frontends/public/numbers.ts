import { computed, ref, shallowRef } from 'vue'
import { type FreeNumber, nearestTo, type Offer, slotIdOf } from './clinic-days.ts'
import type { Refusal } from './refusal.ts'

export interface NumbersNeeds {
  readonly offer: () => Offer | undefined
  /** The start that was asked for, minutes of the day. */
  readonly wanted: () => number | undefined
  /** Fetches the published numbers anew. */
  readonly refresh: () => Promise<boolean>
  readonly choose: (start: number) => void
}

/** Somebody else has the number, or is about to. */
const gone = /:slot-(taken|held)$/
export const isGone = ({ type }: Refusal): boolean => gone.test(type)

/** The numbers of one session that can be had, and the one that is chosen. */
export function useNumbers({ offer, wanted, refresh, choose }: NumbersNeeds) {
  /** Starts that others took while this sheet was open, the last one last. */
  const lost = shallowRef<readonly number[]>([])
  const lostTo = ref('taken')
  const free = computed<readonly FreeNumber[]>(() =>
    (offer()?.free ?? []).filter(({ start }) => !lost.value.includes(start)),
  )
  const chosen = computed(() => free.value.find(({ start }) => start === wanted()) ?? free.value[0])
  const slotId = computed(() => slotIdOf(offer()?.session.sessionId ?? '', chosen.value?.number ?? 0))

  /** Somebody was faster: the nearest number that is still there is chosen, the person only has to agree. */
  async function lose(start: number, { type }: Refusal): Promise<void> {
    lostTo.value = type.endsWith('held') ? 'held' : 'taken'
    lost.value = [...lost.value, start]
    await refresh()
    const nearest = nearestTo(free.value, start)
    if (nearest) choose(nearest.start)
  }
  return { lost, lostTo, free, chosen, slotId, lose }
}
