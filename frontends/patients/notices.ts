import { useMutation, useQuery, useQueryCache } from '@pinia/colada'
import { type Language, language } from '#frontends/kit/index.ts'
import type { ContactChange } from '#shared/patients/index.ts'
import { patients } from './api.ts'

const keys = {
  boxes: ['patients', 'mailboxes'],
  notices: (patientId: string, after: string, words: Language) => [
    'patients',
    'notices',
    patientId,
    after,
    words,
  ],
  contact: (patientId: string) => ['patients', 'contact', patientId],
}

/** Every reading of a mailbox leaves a line in the journal: it is not read again behind one's back. */
const askedOnce = { refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 60_000 } as const

export const useMine = () =>
  useQuery({ key: ['patients', 'mine'], query: () => patients.listMine({}), ...askedOnce })

/** Counts alone; they may be asked for as often as one looks. */
export const useMailboxes = () => useQuery({ key: keys.boxes, query: () => patients.listMailboxes({}) })

export const useNotices = (patientId: () => string, after: () => string | undefined) =>
  useQuery({
    key: () => keys.notices(patientId(), after() ?? '', language.value),
    query: () => {
      const from = after()
      return patients.listNotices({
        params: { patientId: patientId() },
        query: { language: language.value, ...(from === undefined ? {} : { after: from }) },
      })
    },
    ...askedOnce,
  })

export function useMarkRead(patientId: () => string) {
  const cache = useQueryCache()
  return useMutation({
    mutation: (noticeId: string) => patients.markRead({ params: { patientId: patientId(), noticeId } }),
    onSettled: () => cache.invalidateQueries({ key: keys.boxes }),
  })
}

export const useContact = (patientId: () => string) =>
  useQuery({
    key: () => keys.contact(patientId()),
    query: () => patients.readContact({ params: { patientId: patientId() } }),
    ...askedOnce,
  })

export function useSaveContact(patientId: () => string) {
  const cache = useQueryCache()
  return useMutation({
    mutation: (body: ContactChange) => patients.saveContact({ params: { patientId: patientId() }, body }),
    onSettled: () => cache.invalidateQueries({ key: keys.contact(patientId()) }),
  })
}
