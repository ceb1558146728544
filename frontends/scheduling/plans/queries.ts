import { useMutation } from '@pinia/colada'
import type { SessionPlan } from '#shared/scheduling/index.ts'
import { scheduling } from '../api.ts'
import { useAfterwards } from '../queries.ts'

type Maybe<Value> = () => Value | undefined
interface Versioned {
  readonly sessionId: string
  readonly version: number
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

export type StopReason = Parameters<typeof scheduling.stopSession>[0]['body']['reason']

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
