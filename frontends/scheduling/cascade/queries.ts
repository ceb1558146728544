import { useMutation, useQuery } from '@pinia/colada'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { useAfterwards } from '../queries.ts'
import { scheduling } from './api.ts'

type Maybe<Value> = () => Value | undefined

/** What a stop would do. Reading it shows names and leaves a line in the journal: asked once for each opening. */
export const useStopPreview = (sessionId: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'stop-preview', sessionId() ?? ''],
    query: () => scheduling.previewStop({ params: { sessionId: sessionId() ?? '' } }),
    enabled: () => sessionId() !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
export type StopPreview = Awaited<ReturnType<typeof scheduling.previewStop>>

export const useCascade = (sessionId: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'cascades', 'one', sessionId() ?? ''],
    query: () => scheduling.readCascade({ params: { sessionId: sessionId() ?? '' } }),
    enabled: () => sessionId() !== undefined,
    refetchOnWindowFocus: false,
  })
export type Line = Awaited<ReturnType<typeof scheduling.readCascade>>['lines'][number]

export const useCascades = (siteId: Maybe<string>, from: () => IsoDate, days: number) =>
  useQuery({
    key: () => ['scheduling', 'cascades', 'site', siteId() ?? '', from(), days],
    query: () =>
      scheduling.listCascades({ params: { siteId: siteId() ?? '' }, query: { from: from(), days } }),
    enabled: () => siteId() !== undefined,
  })

/** The district's, by the month of the clinic days: numbers only, for the office. */
export const useAllCascades = (month: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'cascades', 'all', month() ?? ''],
    query: () => scheduling.listAllCascades({ query: { month: month() ?? '' } }),
    enabled: () => month() !== undefined,
  })

export const useNotReached = (siteId: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'cascades', 'to-call', siteId() ?? ''],
    query: () => scheduling.listNotReached({ params: { siteId: siteId() ?? '' } }),
    enabled: () => siteId() !== undefined,
    refetchOnWindowFocus: false,
  })

export const useAlternatives = (slotId: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'alternatives', slotId() ?? ''],
    query: () => scheduling.listAlternatives({ params: { slotId: slotId() ?? '' } }),
    enabled: () => slotId() !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })

export function useStartCascade() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (sessionId: string) =>
      scheduling.startCascade({ params: { sessionId }, body: { offers: true } }),
    onSettled,
  })
}

interface OfLine {
  readonly slotId: string
  readonly version: number
}

export function useOfferAlternative() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, ...body }: OfLine & { toSlotId?: string }) =>
      scheduling.offerAlternative({ params: { slotId }, body }),
    onSettled,
  })
}

export function useMarkCall() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ slotId, ...body }: OfLine & { outcome: 'reached' | 'no-answer'; note?: string }) =>
      scheduling.markReached({ params: { slotId }, body }),
    onSettled,
  })
}

/** What the patient said on the telephone: this number, or none at all. */
export function useAnswerFor() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({
      patientId,
      slotId,
      ...body
    }: {
      patientId: string
      slotId: string
      as: 'accept' | 'cancel'
      toSlotId?: string
    }) => scheduling.answerReoffer({ params: { patientId, slotId }, body }),
    onSettled,
  })
}
