import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { VisitPlan } from '#shared/scheduling/index.ts'
import { scheduling } from './api.ts'
import type { Wanted } from './wanted.ts'

type Maybe<Value> = () => Value | undefined

/** Whom a half-day can be asked of; it changes with every booking of any clinic, so it is asked again at each look. */
export const useWhoCanCome = (siteId: Maybe<string>, wanted: () => Wanted) =>
  useQuery({
    key: () => {
      const { date, half, kind, time } = wanted()
      return ['scheduling', 'coming', siteId() ?? '', date, half, kind, time.start, time.end]
    },
    query: () => {
      const { date, half, kind, time } = wanted()
      return scheduling.whoCanCome({
        params: { siteId: siteId() ?? '' },
        query: { date, half, kind, ...time },
      })
    },
    enabled: () => siteId() !== undefined,
    placeholderData: (before) => before,
  })

export const usePrepared = (siteId: Maybe<string>, wanted: () => Wanted) =>
  useQuery({
    key: () => {
      const { date, half, kind } = wanted()
      return ['scheduling', 'visit-defaults', siteId() ?? '', date, half, kind]
    },
    query: () => {
      const { date, half, kind } = wanted()
      return scheduling.prepareVisit({ params: { siteId: siteId() ?? '' }, query: { date, half, kind } })
    },
    enabled: () => siteId() !== undefined,
    placeholderData: (before) => before,
  })

export const useVisits = (siteId: Maybe<string>, from: () => IsoDate, days: number) =>
  useQuery({
    key: () => ['scheduling', 'visits', 'site', siteId() ?? '', from(), days],
    query: () => scheduling.listVisits({ params: { siteId: siteId() ?? '' }, query: { from: from(), days } }),
    enabled: () => siteId() !== undefined,
    placeholderData: (before) => before,
  })

export const useMyVisits = (practitionerId: Maybe<string>, from: () => IsoDate, days: number) =>
  useQuery({
    key: () => ['scheduling', 'visits', 'own', practitionerId() ?? '', from(), days],
    query: () =>
      scheduling.listMyVisits({
        params: { practitionerId: practitionerId() ?? '' },
        query: { from: from(), days },
      }),
    enabled: () => practitionerId() !== undefined,
    placeholderData: (before) => before,
  })

export const useVisit = (visitId: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'visits', 'one', visitId() ?? ''],
    query: () => scheduling.readVisit({ params: { visitId: visitId() ?? '' } }),
    enabled: () => visitId() !== undefined,
  })

/** Whatever was asked, answered or taken back: all that shows a half-day asks again. */
function useAfterwards(): () => Promise<unknown> {
  const cache = useQueryCache()
  const shown = ['visits', 'coming', 'visit-defaults', 'weeks', 'my-week']
  return () => Promise.all(shown.map((name) => cache.invalidateQueries({ key: ['scheduling', name] })))
}

export interface VisitRequest {
  readonly practitionerId: string
  readonly plan: VisitPlan
  readonly words?: string
}

export function useAskVisit(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (body: VisitRequest) => scheduling.bookVisit({ params: { siteId: siteId() ?? '' }, body }),
    onSettled,
  })
}

export function useAskSeries(siteId: Maybe<string>) {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (
      body: VisitRequest & {
        readonly everyWeeks: 1 | 2 | 4
        readonly until: IsoDate
        readonly except: IsoDate[]
      },
    ) => scheduling.bookVisitSeries({ params: { siteId: siteId() ?? '' }, body }),
    onSettled,
  })
}
export type SeriesLine = Awaited<ReturnType<typeof scheduling.bookVisitSeries>>['lines'][number]

interface Versioned {
  readonly visitId: string
  readonly version: number
}
export type VisitAnswer = Parameters<typeof scheduling.answerVisit>[0]['body']['answer']

export function useAnswerVisit() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ visitId, ...body }: Versioned & { answer: VisitAnswer }) =>
      scheduling.answerVisit({ params: { visitId }, body }),
    onSettled,
  })
}

export type ClinicAnswer = 'agree' | 'refuse' | 'withdraw' | 'drop'

/** What the clinic says to a proposal, or does with its own request. `room`: another one to agree with. */
export function useClinicAnswer() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      visitId,
      version,
      as,
      room,
    }: Versioned & { as: ClinicAnswer; room?: string | undefined }) => {
      const params = { visitId }
      if (as === 'withdraw') return scheduling.withdrawVisit({ params, body: { version } })
      if (as === 'drop') return scheduling.dropOccurrence({ params, body: { version } })
      return scheduling.answerProposal({
        params,
        body: { version, agree: as === 'agree', ...(room ? { room } : {}) },
      })
    },
    onSettled,
  })
}
