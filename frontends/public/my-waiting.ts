import { computed, type Ref, shallowRef } from 'vue'
import type { Appointment, CascadeLine, Miss } from '#shared/scheduling/index.ts'
import {
  listMailboxes,
  listMisses,
  listReoffers,
  listWaits,
  type Mailbox,
  type Misses,
  type OwnWait,
} from './mine-api.ts'

export type WaitOffer = NonNullable<OwnWait['offer']>

const isLive = (offer: { readonly until: number } | undefined, now: number): boolean =>
  offer !== undefined && now < offer.until

/** 候补, 停诊后的号, 爽约 and 消息: what belongs to one's appointments. */
export function useMyWaiting(now: Readonly<Ref<number>>) {
  const waits = shallowRef<readonly OwnWait[]>([])
  const lines = shallowRef<readonly CascadeLine[]>([])
  const missed = shallowRef<Misses>({ misses: [] })
  const boxes = shallowRef<readonly Mailbox[]>([])

  function clear(): void {
    waits.value = []
    lines.value = []
    missed.value = { misses: [] }
  }

  /** Answers with the first failure: what did come is shown all the same. */
  async function load(patientId: string): Promise<unknown> {
    const results = await Promise.allSettled([
      listWaits(patientId).then((list) => {
        waits.value = list
      }),
      listReoffers(patientId).then((list) => {
        lines.value = list
      }),
      loadBoxes(),
    ])
    return results.find((one) => one.status === 'rejected')?.reason
  }

  async function loadBoxes(): Promise<void> {
    boxes.value = await listMailboxes()
  }
  async function loadMisses(patientId: string): Promise<void> {
    missed.value = await listMisses(patientId)
  }

  return {
    clear,
    load,
    loadBoxes,
    loadMisses,
    missed,
    boxes,
    unread: computed(() => boxes.value.reduce((sum, box) => sum + box.unread, 0)),
    /** Numbers that are kept for an answer, most urgent first. */
    offered: computed(() =>
      waits.value
        .filter(({ state, offer }) => state === 'offered' && isLive(offer, now.value))
        .sort((a, b) => (a.offer?.until ?? 0) - (b.offer?.until ?? 0)),
    ),
    /** Whoever waits, also one whose offer has run out and who is not told yet. */
    waits: computed(() =>
      waits.value.filter(
        ({ state, offer }) => state === 'waiting' || (state === 'offered' && !isLive(offer, now.value)),
      ),
    ),
    reoffered: computed(() => lines.value.filter(({ offer }) => isLive(offer, now.value))),
    lineOf: ({ appointmentId }: Pick<Appointment, 'appointmentId'>): CascadeLine | undefined =>
      lines.value.find((line) => line.appointmentId === appointmentId),
    missOf: ({ appointmentId }: Pick<Appointment, 'appointmentId'>): Miss | undefined =>
      missed.value.misses.find((miss) => miss.appointmentId === appointmentId),
  }
}
type InSeries = Pick<
  Appointment,
  'appointmentId' | 'siteId' | 'practitionerId' | 'date' | 'stopped' | 'patientId'
>

/** What comes later at the same place with the same doctor, if this is the first of them: a series, or as good as one. */
export function laterOf(appointment: InSeries, coming: readonly InSeries[]): readonly InSeries[] {
  const same = coming.filter(
    (one) =>
      one.siteId === appointment.siteId && one.practitionerId === appointment.practitionerId && !one.stopped,
  )
  const first = same.reduce<InSeries | undefined>(
    (best, one) => (best && best.date <= one.date ? best : one),
    undefined,
  )
  if (first?.appointmentId !== appointment.appointmentId) return []
  return same.filter(({ appointmentId }) => appointmentId !== appointment.appointmentId)
}
