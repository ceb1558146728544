import { computed, ref } from 'vue'
import { useAbility } from '#frontends/kit/index.ts'
import type { VisitCommand } from '#shared/scheduling/index.ts'
import { roomTakenIn, roomTakenOn } from './free-rooms.ts'
import { useAnswerVisit, useVisit, type VisitAnswer } from './queries.ts'

/** One request before its psychiatrist: what is asked, what may be answered now, and the answer. */
export function useRequest(visitId: () => string) {
  const { can } = useAbility()
  const allowed = computed(() => can('answer', 'Visit'))
  const { data, error, isPending, refetch } = useVisit(() => (allowed.value ? visitId() : undefined))
  const { mutateAsync: answer, error: refusal, isLoading, reset } = useAnswerVisit()

  const visit = computed(() => data.value?.visit)
  const waiting = computed(() => data.value?.waiting.find(({ kind }) => kind === visit.value?.plan.kind))
  const may = (command: VisitCommand): boolean => data.value?.commands.includes(command) ?? false

  /** The dialog in which an answer is written. */
  const writing = ref<'counter' | 'decline'>()
  function write(which: 'counter' | 'decline'): void {
    reset()
    writing.value = which
  }

  /** Where the planned room has gone: what stands free instead, the first of them chosen. */
  const taken = computed(() => {
    const found = roomTakenIn(refusal.value) ?? roomTakenOn(data.value?.day)
    return may('accept') && found && found.freeRooms.length > 0 ? found : undefined
  })
  const chosen = ref<string>()
  const room = computed({
    get: () => taken.value?.freeRooms.find((one) => one === chosen.value) ?? taken.value?.freeRooms[0],
    set: (wanted) => {
      chosen.value = wanted
    },
  })

  /** A refusal stays on the page, beside the request as it stands by then. */
  async function say(words: VisitAnswer): Promise<void> {
    if (!visit.value) return
    const { version } = visit.value
    const done = await answer({ visitId: visitId(), version, answer: words }).catch(() => undefined)
    if (done) writing.value = undefined
    else await refetch()
  }
  const accept = (): Promise<void> => say({ as: 'accept', ...(room.value ? { room: room.value } : {}) })

  return {
    ...{ allowed, data, error, isPending, refetch },
    ...{ visit, waiting, may, taken, room },
    ...{ accept, say, refusal, isLoading, writing, write },
  }
}
