import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import * as z from 'zod'
import { type Step, step } from '../day/stepping.ts'

const kept = 'xinlian.scheduling.steps'

/**
 * Steps of the queue that the server has not heard of yet. They survive a reload and a change of app (ids only, no
 * names), because what a desk has done while the network was away has been done.
 */
export const useStepsStore = defineStore('scheduling/steps', () => {
  const waiting = ref<Step[]>(keptSteps())
  const refused = ref<{ readonly step: Step; readonly problem: unknown }[]>([])

  watch(waiting, (steps) => localStorage.setItem(kept, JSON.stringify(steps)), { deep: true })

  /** An undo of a step that has not been sent takes it out of the line; there is nothing to tell anybody. */
  function take(step: Step): void {
    const unsent =
      step.command === 'undo' ? waiting.value.findLastIndex(({ slotId }) => slotId === step.slotId) : -1
    if (unsent > 0) waiting.value.splice(unsent, 1)
    else waiting.value.push(step)
  }

  function settle(step: Step): void {
    waiting.value = waiting.value.filter((one) => one !== step)
  }

  /** A refused step takes those that built on it with it. */
  function refuse(step: Step, problem: unknown): void {
    waiting.value = waiting.value.filter(({ slotId }) => slotId !== step.slotId)
    refused.value.push({ step, problem })
  }

  function dismiss(): void {
    refused.value = []
  }

  return { waiting, refused, take, settle, refuse, dismiss }
})

function keptSteps(): Step[] {
  try {
    return z.array(step).parse(JSON.parse(localStorage.getItem(kept) ?? '[]'))
  } catch {
    return []
  }
}
