import type { FieldCipher } from '#functions/platform/keys.ts'
import type {
  Addressee,
  Contact,
  ContactLanguage,
  Delivery,
  Notice,
  NoticeChannel,
  NoticeEvent,
  ShownNotice,
} from '#shared/patients/index.ts'
import { worded } from './notice-words.ts'

/** A copy as it is kept: outside the mailbox with the id under which the gateway knows it. */
export interface StoredDelivery extends Delivery {
  readonly messageId?: string
  /** How often the gateway was asked in vain. */
  readonly tries?: number
}

export interface StoredNotice extends Omit<Notice, 'about' | 'urgent'> {
  readonly version: number
  /** Of the act that it tells of, in milliseconds. */
  readonly at: number
  readonly language: ContactLanguage
  readonly about?: string | undefined
  readonly urgent?: boolean | undefined
  readonly deliveries: readonly StoredDelivery[]
}

/** The patient's wishes with how they were given; version 0 where none are on record. */
export interface StoredContact extends Contact {
  readonly patientId: string
  readonly version: number
  readonly setAt?: number
  readonly basis?: string
}

export interface Copy {
  readonly noticeId: string
  readonly to: Addressee
  readonly channel: NoticeChannel
}

/** 128 bits, keyed: the gateway learns nothing from it, and the same copy has the same id at every try. */
export const messageIdOf = (
  fields: FieldCipher,
  patientId: string,
  { noticeId, to, channel }: Copy,
): string =>
  Buffer.from(
    fields.blind('notice', [patientId, noticeId, to, channel].join('\u0000')),
    'base64url',
  ).toString('hex')

/** Another state of one copy. */
export const withDelivery = (notice: StoredNotice, changed: StoredDelivery): StoredNotice => ({
  ...notice,
  version: notice.version + 1,
  deliveries: notice.deliveries.map((one) =>
    one.to === changed.to && one.channel === changed.channel ? changed : one,
  ),
})

/** What listeners hear of a copy: whose message, about what, where it stands; no name, no number, no text. */
export const noticeEventOf = (
  { noticeId, patientId, template, about }: StoredNotice,
  { channel, to, reason }: StoredDelivery,
  more: Partial<NoticeEvent> = {},
): NoticeEvent => ({
  noticeId,
  patientId,
  template,
  channel,
  to,
  ...(about === undefined ? {} : { about }),
  ...(reason === undefined ? {} : { reason }),
  ...more,
})

const shownDelivery = ({ channel, to, state, at, reason }: StoredDelivery): Delivery => ({
  channel,
  to,
  state,
  at,
  ...(reason === undefined ? {} : { reason }),
})

/** A message as somebody sees it: the copies of `seen` alone, worded in their language. */
export function shownNoticeOf(
  notice: StoredNotice,
  language: ContactLanguage | undefined,
  seen: readonly Addressee[],
): ShownNotice {
  const { noticeId, patientId, template, at, about, urgent, facts, deliveries } = notice
  const { subject, text } = worded(notice, language ?? notice.language)
  return {
    noticeId,
    patientId,
    template,
    at,
    subject,
    text,
    deliveries: deliveries.filter(({ to }) => seen.includes(to)).map(shownDelivery),
    ...(typeof facts.url === 'string' ? { url: facts.url } : {}),
    ...(about === undefined ? {} : { about }),
    ...(urgent ? { urgent } : {}),
  }
}
