import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type {
  BookingRequest,
  SessionPlan,
  SessionWithSlots,
  Slot,
  TemplatePlan,
} from '#shared/scheduling/index.ts'
import { scheduling } from './api.ts'

type Maybe<Value> = () => Value | undefined

const keys = {
  choices: (siteId: string) => ['scheduling', 'choices', siteId],
  weeks: (siteId: string) => ['scheduling', 'weeks', siteId],
  week: (siteId: string, from: IsoDate, days: number) => ['scheduling', 'weeks', siteId, from, days],
  dayList: (siteId: string, date: IsoDate) => ['scheduling', 'day-list', siteId, date],
  session: (sessionId: string) => ['scheduling', 'session', sessionId],
  queue: (siteId: string, date: IsoDate) => ['scheduling', 'queue', siteId, date],
  templates: (siteId: string) => ['scheduling', 'templates', siteId],
  preview: (siteId: string, from: IsoDate, days: number) => [
    'scheduling',
    'templates',
    siteId,
    'run',
    from,
    days,
  ],
  myWeek: (practitionerId: string, from: IsoDate, days: number) => [
    'scheduling',
    'my-week',
    practitionerId,
    from,
    days,
  ],
  myDay: (practitionerId: string, date: IsoDate) => ['scheduling', 'my-day', practitionerId, date],
  feed: (practitionerId: string) => ['scheduling', 'feed', practitionerId],
}

/** Who may hold sessions at a site; changes by the month, so it is asked for once in a while only. */
export const useChoices = (siteId: Maybe<string>) =>
  useQuery({
    key: () => keys.choices(siteId() ?? ''),
    query: () => scheduling.listChoices({ params: { siteId: siteId() ?? '' } }),
    enabled: () => siteId() !== undefined,
    staleTime: 600_000,
  })

export const useWeek = (siteId: Maybe<string>, from: () => IsoDate, days: () => number) =>
  useQuery({
    key: () => keys.week(siteId() ?? '', from(), days()),
    query: () =>
      scheduling.listWeek({ params: { siteId: siteId() ?? '' }, query: { from: from(), days: days() } }),
    enabled: () => siteId() !== undefined,
    placeholderData: (before) => before,
  })

export interface DayAnswer {
  readonly sessions: readonly SessionWithSlots[]
  /** When it was read; shown as its age where the network is gone. */
  readonly readAt: number
}

const dated = <Answer extends object>(answer: Answer): Answer & { readAt: number } => ({
  ...answer,
  readAt: Date.now(),
})

export const useDayList = (siteId: Maybe<string>, date: () => IsoDate) =>
  useQuery({
    key: () => keys.dayList(siteId() ?? '', date()),
    query: async () =>
      dated(await scheduling.readDayList({ params: { siteId: siteId() ?? '', date: date() } })),
    enabled: () => siteId() !== undefined,
  })

export const useMyDay = (practitionerId: Maybe<string>, date: () => IsoDate) =>
  useQuery({
    key: () => keys.myDay(practitionerId() ?? '', date()),
    query: async () =>
      dated(await scheduling.readMyDay({ params: { practitionerId: practitionerId() ?? '', date: date() } })),
    enabled: () => practitionerId() !== undefined,
  })

export const useMyWeek = (practitionerId: Maybe<string>, from: () => IsoDate, days: () => number) =>
  useQuery({
    key: () => keys.myWeek(practitionerId() ?? '', from(), days()),
    query: () =>
      scheduling.readMyWeek({
        params: { practitionerId: practitionerId() ?? '' },
        query: { from: from(), days: days() },
      }),
    enabled: () => practitionerId() !== undefined,
    placeholderData: (before) => before,
  })

/** Reading a session with its names leaves a line in the journal, so it is not asked again behind one's back. */
export const useSession = (sessionId: Maybe<string>, readable: () => boolean = () => true) =>
  useQuery({
    key: () => keys.session(sessionId() ?? ''),
    query: () => scheduling.readSession({ params: { sessionId: sessionId() ?? '' } }),
    enabled: () => sessionId() !== undefined && readable(),
    refetchOnWindowFocus: false,
  })

export const useQueueScreen = (siteId: Maybe<string>, date: () => IsoDate) =>
  useQuery({
    key: () => keys.queue(siteId() ?? '', date()),
    query: () => scheduling.readQueue({ params: { siteId: siteId() ?? '', date: date() } }),
    enabled: () => siteId() !== undefined,
  })

export const useTemplates = (siteId: Maybe<string>) =>
  useQuery({
    key: () => keys.templates(siteId() ?? ''),
    query: () => scheduling.listTemplates({ params: { siteId: siteId() ?? '' } }),
    enabled: () => siteId() !== undefined,
  })

export const usePreview = (siteId: Maybe<string>, from: () => IsoDate, days: () => number) =>
  useQuery({
    key: () => keys.preview(siteId() ?? '', from(), days()),
    query: () =>
      scheduling.previewTemplates({
        params: { siteId: siteId() ?? '' },
        query: { from: from(), days: days() },
      }),
    enabled: () => siteId() !== undefined,
  })

export const useFeed = (practitionerId: Maybe<string>, wanted: () => boolean) =>
  useQuery({
    key: () => keys.feed(practitionerId() ?? ''),
    query: () => scheduling.readFeedAddress({ params: { practitionerId: practitionerId() ?? '' } }),
    enabled: () => practitionerId() !== undefined && wanted(),
    staleTime: 600_000,
  })

/** Puts a slot that a step answered with into every day list on screen, without asking for the day again. */
export function useSlotUpdates(): (slot: Slot) => void {
  const cache = useQueryCache()
  const placed = (sessions: readonly SessionWithSlots[], slot: Slot): SessionWithSlots[] =>
    sessions.map((session) =>
      session.sessionId === slot.sessionId
        ? { ...session, slots: session.slots.map((one) => (one.slotId === slot.slotId ? slot : one)) }
        : session,
    )
  return (slot) => {
    for (const list of ['day-list', 'my-day']) {
      for (const { key } of cache.getEntries({ key: ['scheduling', list] })) {
        const before = cache.getQueryData<DayAnswer>(key)
        if (!before) continue
        // An answer on its way was read before this step.
        cache.cancelQueries({ key, exact: true })
        cache.setQueryData(key, { ...before, sessions: placed(before.sessions, slot) })
      }
    }
  }
}

/** Whatever was written about sessions or numbers: all that shows them asks again. */
export function useAfterwards(): () => Promise<unknown> {
  const cache = useQueryCache()
  const shown = ['weeks', 'day-list', 'session', 'my-week', 'my-day', 'templates', 'cascades', 'waits']
  return () => Promise.all(shown.map((name) => cache.invalidateQueries({ key: ['scheduling', name] })))
}

export function useBooking() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, request }: { slotId: string; request: BookingRequest }) =>
      scheduling.bookSlot({ params: { slotId }, body: request }),
    onSettled,
  })
}

export function useCancel() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, ...body }: { slotId: string; appointmentId: string; reason: CancelReason }) =>
      scheduling.cancelAppointment({ params: { slotId }, body }),
    onSettled,
  })
}
export type CancelReason = Parameters<typeof scheduling.cancelAppointment>[0]['body']['reason']
export type StopReason = Parameters<typeof scheduling.stopSession>[0]['body']['reason']

export function useMove() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, ...body }: { slotId: string; appointmentId: string; toSlotId: string }) =>
      scheduling.moveAppointment({ params: { slotId }, body }),
    onSettled,
  })
}

export function useExtraSlot() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (sessionId: string) => scheduling.addExtraSlot({ params: { sessionId }, body: {} }),
    onSettled,
  })
}

/** Plans a session and, where wanted, publishes it at once; a draft that could not be published stays a draft. */
export function usePlanSession(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: async ({ plan, publish }: { plan: SessionPlan; publish: boolean }) => {
      const draft = await scheduling.createSession({ params: { siteId: siteId() ?? '' }, body: plan })
      if (!publish) return draft
      return scheduling.publishSession({
        params: { sessionId: draft.sessionId },
        body: { version: draft.version },
      })
    },
    onSettled,
  })
}

export function useChangeSession() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, ...body }: { sessionId: string; version: number; plan: SessionPlan }) =>
      scheduling.changeSession({ params: { sessionId }, body }),
    onSettled,
  })
}

interface Versioned {
  readonly sessionId: string
  readonly version: number
}

export function usePublish() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, version }: Versioned) =>
      scheduling.publishSession({ params: { sessionId }, body: { version } }),
    onSettled,
  })
}

export function useDiscard() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, version }: Versioned) =>
      scheduling.discardSession({ params: { sessionId }, query: { version } }),
    onSettled,
  })
}

export function useStop() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      sessionId,
      ...body
    }: Versioned & { reason: StopReason; words?: string; cascade?: 'now' | 'none' }) =>
      scheduling.stopSession({ params: { sessionId }, body }),
    onSettled,
  })
}

export function useResume() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ sessionId, version }: Versioned) =>
      scheduling.resumeSession({ params: { sessionId }, body: { version } }),
    onSettled,
  })
}

export function useSaveTemplate(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      templateId,
      version,
      plan,
    }: {
      templateId?: string
      version?: number
      plan: TemplatePlan
    }) => {
      const params = { siteId: siteId() ?? '' }
      return templateId === undefined || version === undefined
        ? scheduling.createTemplate({ params, body: plan })
        : scheduling.changeTemplate({ params: { ...params, templateId }, body: { version, plan } })
    },
    onSettled,
  })
}

export function useRunTemplates(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (body: Parameters<typeof scheduling.runTemplates>[0]['body']) =>
      scheduling.runTemplates({ params: { siteId: siteId() ?? '' }, body }),
    onSettled,
  })
}
