import { computed, watch } from 'vue'
import { ApiProblem, online, useActor } from '#frontends/kit/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { Slot, StepCommand } from '#shared/scheduling/index.ts'
import { scheduling } from '../api.ts'
import { useSlotUpdates } from '../queries.ts'
import { useStepsStore } from '../stores/steps.ts'
import { mayStep, type Step } from './stepping.ts'

/**
 * Takes the steps of the queue at once on screen and sends them one after the other. What the network loses waits for
 * it; what the server refuses is taken back and said.
 */
export function useSteps() {
  const store = useStepsStore()
  const { actor } = useActor()
  const update = useSlotUpdates()
  const mine = computed(() => store.waiting.filter(({ personId }) => personId === actor.value?.personId))
  let sending = false

  async function send(): Promise<void> {
    if (sending) return
    sending = true
    try {
      while (online.value && mine.value[0]) await sendOne(mine.value[0])
    } finally {
      sending = false
    }
  }

  async function sendOne(step: Step): Promise<void> {
    const { slotId, appointmentId, command } = step
    try {
      update(await scheduling.takeStep({ params: { slotId }, body: { appointmentId, command } }))
      store.settle(step)
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.status === 0) await pause()
      else store.refuse(step, problem)
    }
  }

  function take(slot: Slot, date: IsoDate, command: StepCommand): boolean {
    const personId = actor.value?.personId
    const appointmentId = slot.held?.appointmentId
    if (!personId || !appointmentId || !mayStep(slot, date, command, Date.now())) return false
    store.take({ slotId: slot.slotId, appointmentId, command, at: Date.now(), personId })
    void send()
    return true
  }

  watch(online, () => void send(), { immediate: true })
  return { store, waiting: mine, take }
}

/** The network may be gone without the browser knowing it: ask again a little later. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3_000))
