import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { useAddress } from '#frontends/kit/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { HalfDay, SessionWithCells } from '#shared/scheduling/index.ts'
import type { HandoverWay } from '../handover/ways.ts'
import type { PlanStart } from '../plans/form.ts'

/** What lies open over the week: one session's panel, or one of the dialogs that begin from it. */
export function useOverWeek(sessions: () => readonly SessionWithCells[]) {
  const opened = useAddress('session', { push: true })
  const asked = useAddress('new')
  const chosen = computed(() => sessions().find(({ sessionId }) => sessionId === opened.value))
  const planning = shallowRef<PlanStart>()
  const publishing = ref(false)
  const stopping = shallowRef<SessionWithCells>()
  const handing = shallowRef<{ session: SessionWithCells; way: HandoverWay }>()
  /** The session that somebody is booked into. */
  const booking = ref<string>()

  function plan(date?: IsoDate, half?: HalfDay, room?: string): void {
    planning.value = { ...(date ? { date } : {}), ...(half ? { half } : {}), ...(room ? { room } : {}) }
  }
  watch(
    asked,
    (what) => {
      if (what === 'session') plan()
    },
    { immediate: true },
  )
  function change(draft: SessionWithCells): void {
    planning.value = { draft }
  }
  function closePlan(): void {
    planning.value = undefined
    asked.value = undefined
  }

  function stop(session: SessionWithCells): void {
    opened.value = undefined
    stopping.value = session
  }
  /** The session goes on in another way than planned; also the milder way out of the stop dialog. */
  function handOver(session: SessionWithCells | undefined, way: HandoverWay): void {
    opened.value = undefined
    stopping.value = undefined
    if (session) handing.value = { session, way }
  }

  return reactive({
    ...{ opened, chosen, planning, publishing, stopping, handing, booking },
    ...{ plan, change, closePlan, stop, handOver },
  })
}
export type OverWeek = ReturnType<typeof useOverWeek>
