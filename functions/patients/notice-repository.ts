import { type DueThing, openDue } from '#functions/platform/due.ts'
import type { Entry, Journal } from '#functions/platform/journal.ts'
import { present } from '#functions/platform/present.ts'
import { type Table, update, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import { adding, versioned } from '#functions/platform/versioned.ts'
import type { Addressee } from '#shared/patients/index.ts'
import { noticeEntities } from './notice-entities.ts'
import type { StoredDelivery, StoredNotice } from './notice-record.ts'

export interface NoticeParts {
  readonly table: Table
  readonly journal: Journal
}

export const noticesOnPage = 20

/** What is written of a message besides itself. */
export interface Along {
  /** Copies that have come into being and wait for their turn at the gateway. */
  readonly waiting?: readonly StoredDelivery[]
  /** The due thing whose job this is. */
  readonly finished?: DueThing | undefined
  /** A try that is put off. */
  readonly planned?: readonly DueThing[]
  /** Copies more or less that wait unread in the mailboxes. */
  readonly unread?: Partial<Record<Addressee, number>>
}

/** The due thing that takes a copy to the gateway. */
export const sendingOf = (
  { patientId, noticeId }: StoredNotice,
  { at, messageId }: StoredDelivery,
): DueThing => ({
  at,
  kind: 'notice-send',
  id: messageId ?? noticeId,
  data: { patientId, noticeId },
})

/** Messages and what became of them. Each write is one transaction with its journal entry. */
export function noticeRepository({ table, journal }: NoticeParts) {
  const { notices, messages, boxes } = noticeEntities(table)
  const due = openDue(table, 'patients')
  const changed = versioned(notices)
  const addMessage = adding(messages)

  const itemOf = (notice: StoredNotice) => ({
    ...present(notice),
    deliveries: notice.deliveries.map(present),
  })

  const counted = (patientId: string, unread: Along['unread']): WriteItem[] =>
    Object.entries(unread ?? {}).length > 0
      ? [update(boxes.update({ patientId }).add(unread as Record<Addressee, number>))]
      : []

  /** False where another write of the same message came first, or its due thing is gone. */
  async function save(notice: StoredNotice, along: Along, entry: Entry): Promise<boolean> {
    const { patientId, noticeId } = notice
    const { waiting = [], planned = [], finished, unread } = along
    const { committed } = await writeTogether(table, [
      changed.put(itemOf(notice) as Parameters<typeof changed.put>[0]),
      ...waiting.flatMap((copy) =>
        copy.messageId ? [addMessage({ messageId: copy.messageId, patientId, noticeId })] : [],
      ),
      ...[...waiting.map((copy) => sendingOf(notice, copy)), ...planned].map(due.plan),
      ...(finished ? [due.finish(finished)] : []),
      ...counted(patientId, unread),
      journal.write(entry),
    ])
    return committed
  }

  async function findNotice(patientId: string, noticeId: string): Promise<StoredNotice | undefined> {
    const { data } = await notices.get({ patientId, noticeId }).go({ consistent: true })
    return (data as StoredNotice | null) ?? undefined
  }

  return {
    save,
    findNotice,

    /** The message that a gateway means. 1.5 RCU. */
    async findByMessage(messageId: string): Promise<StoredNotice | undefined> {
      const { data } = await messages.get({ messageId }).go({ consistent: true })
      return data ? findNotice(data.patientId, data.noticeId) : undefined
    },

    /** One page, the latest first. `after` is the `next` of the page before. */
    async listNotices(
      patientId: string,
      after?: string,
    ): Promise<{ notices: StoredNotice[]; next?: string }> {
      const [at, noticeId] = after?.match(/^(\d{1,15})~(.+)$/)?.slice(1) ?? []
      const all = notices.query.byTime({ patientId })
      const from = at && noticeId ? all.lt({ at: Number(at), noticeId }) : all
      const { data } = await from.go({ order: 'desc', limit: noticesOnPage + 1 })
      const page = data.slice(0, noticesOnPage) as StoredNotice[]
      const last = page.at(-1)
      return {
        notices: page,
        ...(data.length > noticesOnPage && last ? { next: `${last.at}~${last.noticeId}` } : {}),
      }
    },

    /** 1 RCU. */
    async countUnread(patientId: string, to: Addressee): Promise<number> {
      const { data } = await boxes.get({ patientId }).go({ consistent: true })
      return Math.max(0, data?.[to] ?? 0)
    },

    /** A due thing that has nothing left to do. */
    async drop(thing: DueThing, entry: Entry): Promise<void> {
      await writeTogether(table, [due.finish(thing), journal.write(entry)])
    },
  }
}
export type NoticeRepository = ReturnType<typeof noticeRepository>
