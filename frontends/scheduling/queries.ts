import { useQuery, useQueryCache } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { SessionWithSlots, Slot } from '#shared/scheduling/index.ts'
import { scheduling } from './api.ts'

type Maybe<Value> = () => Value | undefined

const keys = {
  choices: (siteId: string) => ['scheduling', 'choices', siteId],
  week: (siteId: string, from: IsoDate, days: number) => ['scheduling', 'weeks', siteId, from, days],
  dayList: (siteId: string, date: IsoDate) => ['scheduling', 'day-list', siteId, date],
  session: (sessionId: string) => ['scheduling', 'session', sessionId],
  queue: (siteId: string, date: IsoDate) => ['scheduling', 'queue', siteId, date],
  myDay: (practitionerId: string, date: IsoDate) => ['scheduling', 'my-day', practitionerId, date],
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
  const shown = [
    'weeks',
    'day-list',
    'session',
    'my-week',
    'my-day',
    'templates',
    'cascades',
    'waits',
    'appointments',
  ]
  return () => Promise.all(shown.map((name) => cache.invalidateQueries({ key: ['scheduling', name] })))
}
