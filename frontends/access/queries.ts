import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import type { Grant } from '#shared/access/index.ts'
import type { IsoDate } from '#shared/kernel/calendar.ts'
import { access } from './api.ts'

export const useJournal = (date: () => IsoDate, after: () => string | undefined) =>
  useQuery({
    key: () => ['access', 'journal', date(), after() ?? ''],
    query: () => {
      const from = after()
      return access.listJournal({ query: { date: date(), ...(from === undefined ? {} : { after: from }) } })
    },
    placeholderData: (before) => before,
    refetchOnWindowFocus: false,
  })

/** Recomputes the whole chain: asked for, never by itself. */
export const useVerdict = () => useMutation({ mutation: () => access.verifyJournal() })

export const usePeople = (name: () => string, after: () => string | undefined) =>
  useQuery({
    key: () => ['access', 'people', name(), after() ?? ''],
    query: () => {
      const from = after()
      const query = { ...(name() ? { name: name() } : {}), ...(from === undefined ? {} : { after: from }) }
      return access.listPeople({ query })
    },
    placeholderData: (before) => before,
  })

function useAfterwards(): () => Promise<unknown> {
  const cache = useQueryCache()
  return () => cache.invalidateQueries({ key: ['access', 'people'] })
}

export function useGive() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ personId, grant, displayName }: { personId: string; grant: Grant; displayName?: string }) =>
      access.giveGrant({
        params: { personId },
        body: { grant, ...(displayName === undefined ? {} : { displayName }) },
      }),
    onSettled,
  })
}

export function useTake() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: ({ personId, grant }: { personId: string; grant: Grant }) =>
      access.takeGrant({ params: { personId }, body: { grant } }),
    onSettled,
  })
}

export function useSignOutPerson() {
  const onSettled = useAfterwards()
  return useMutation({
    mutation: (personId: string) => access.signOutPerson({ params: { personId } }),
    onSettled,
  })
}
