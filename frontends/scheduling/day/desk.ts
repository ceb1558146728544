import { computed, type Ref, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useToast } from '#frontends/kit/index.ts'
import { type SessionWithSlots, type Slot, type StepCommand, waitingOf } from '#shared/scheduling/index.ts'
import { called, withDoctor } from './queue.ts'
import { withSteps } from './stepping.ts'
import { useSteps } from './use-steps.ts'

/** One session's queue as the desk works it: rows with the steps taken here, who is next, and what a key does. */
export function useDesk(session: Readonly<Ref<SessionWithSlots | undefined>>) {
  const { t } = useI18n()
  const { say, undoable } = useToast()
  const { store, waiting, take } = useSteps()

  const date = computed(() => session.value?.date ?? '')
  const slots = computed(() =>
    withSteps(session.value?.slots ?? [], date.value, waiting.value).toSorted(
      (a, b) => a.time.start - b.time.start || a.number - b.number,
    ),
  )
  const line = computed(() => waitingOf(slots.value))
  const inside = computed(() => withDoctor(slots.value))
  const next = computed(() => line.value[0])
  const chosenId = ref<string>()
  const selected = computed(
    () => slots.value.find(({ slotId }) => slotId === chosenId.value) ?? next.value ?? inside.value[0],
  )
  const lastStep = ref<Slot>()

  function step(slot: Slot | undefined, command: StepCommand): void {
    if (!slot?.held || !take(slot, date.value, command)) return
    if (command === 'undo') return
    const facts = { number: called(slot.number), name: slot.held.card.name }
    if (command === 'call' && slot.state === 'called') {
      say(t('today.done.recall', facts))
      return
    }
    lastStep.value = slot
    undoable(t(`today.done.${command}`, facts), () => undo(slot.slotId))
  }

  function undo(slotId: string | undefined): void {
    step(
      slots.value.find((slot) => slot.slotId === slotId),
      'undo',
    )
    lastStep.value = undefined
  }

  function select(by: 1 | -1): void {
    const at = slots.value.findIndex(({ slotId }) => slotId === selected.value?.slotId)
    const to = slots.value[Math.min(slots.value.length - 1, Math.max(0, at + by))]
    if (to) chosenId.value = to.slotId
  }

  const unsent = (slot: Slot): boolean => waiting.value.some(({ slotId }) => slotId === slot.slotId)

  return {
    slots,
    line,
    inside,
    next,
    selected,
    chosenId,
    step,
    select,
    unsent,
    waiting,
    store,
    /** The step that `Z` takes back, the newest. */
    undoLast: () => undo(lastStep.value?.slotId),
    mayUndo: () => lastStep.value !== undefined,
  }
}
export type Desk = ReturnType<typeof useDesk>
