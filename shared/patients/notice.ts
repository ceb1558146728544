import * as z from 'zod'
import { id } from '#shared/kernel/ids.ts'

/** What there is to tell somebody. The words are in `functions/patients/locales`, in both languages. */
export const noticeTemplates = [
  'booked',
  'moved',
  'cancelled',
  'reminder',
  'clinic-stopped',
  'clinic-resumed',
  'clinic-moved',
  'substituted',
  'reoffer',
  'reoffer-lapsed',
  'practice-ended',
  'waitlist-joined',
  'waitlist-offer',
  'waitlist-passed',
  'series-booked',
  'appeal-answered',
  'turn-soon',
] as const
export const noticeTemplate = z.enum(noticeTemplates)
export type NoticeTemplate = z.infer<typeof noticeTemplate>

/**
 * What a text may be filled with: never a diagnosis, department or specialty, and of people the practitioner alone.
 * `date` and `fromDate` are Beijing days, `start` and `fromStart` minutes after midnight, `until` an instant in
 * milliseconds; `url` is a path of our own pages.
 */
export const noticeFacts = [
  'siteName',
  'fromSiteName',
  'practitionerName',
  'date',
  'fromDate',
  'start',
  'fromStart',
  'number',
  'code',
  'until',
  'ahead',
  'count',
  'answer',
  'url',
] as const
export type NoticeFact = (typeof noticeFacts)[number]

const fact = z.union([z.string().max(120), z.number()])

/**
 * What any context asks to be told, by `notices` in the data of its journal entry: patients listens to every act that
 * carries them, and alone knows phones, guardians and consents.
 */
export const notice = z.strictObject({
  /** Made of the act, the appointment and the patient: heard twice, it is one message. */
  noticeId: id,
  patientId: id,
  template: noticeTemplate,
  facts: z.partialRecord(z.enum(noticeFacts), fact),
  /** An appointment, a place on the waitlist, a line of a cascade: it comes back with the receipts. */
  about: z.string().max(120).optional(),
  /** Goes out in quiet hours too. */
  urgent: z.boolean().optional(),
})
export type Notice = z.infer<typeof notice>

/**
 * As an act carries it. What the act says itself may be left out: the only patient that it is about, the thing that it
 * happened to, and an id made of both, so that a booking's entry stays within one write unit.
 */
export const carriedNotice = notice.partial({ noticeId: true, patientId: true })
export type CarriedNotice = z.infer<typeof carriedNotice>

/** The part of an event's data that this context listens for, whatever else is in it. */
export const carriesNotices = z.looseObject({ notices: z.array(carriedNotice).max(400) })

/** The act that carries a message. */
export interface Carrier {
  readonly aggregateId: string
  readonly entryId: string
  readonly patientIds: readonly string[]
}

/** The message in full; undefined where the act does not say whom it is for. */
export function uncarried(
  carried: CarriedNotice,
  { aggregateId, entryId, patientIds }: Carrier,
): Notice | undefined {
  const patientId = carried.patientId ?? (patientIds.length === 1 ? patientIds[0] : undefined)
  if (patientId === undefined) return undefined
  const noticeId = carried.noticeId ?? `${carried.template}.${aggregateId.slice(0, 40)}.${entryId}`
  return { about: aggregateId, ...carried, noticeId, patientId }
}

/** The mailbox is always there; the others go through the gateway where one is configured. */
export const noticeChannels = ['mailbox', 'sms', 'wechat', 'email'] as const
export const noticeChannel = z.enum(noticeChannels)
export type NoticeChannel = z.infer<typeof noticeChannel>

export const addressees = ['patient', 'guardian'] as const
export const addressee = z.enum(addressees)
export type Addressee = z.infer<typeof addressee>

/** Waits for its hour or the next try; at the gateway; at the phone; never there; seen. */
export const deliveryStates = ['waiting', 'sent', 'failed', 'delivered', 'read'] as const
export const deliveryState = z.enum(deliveryStates)
export type DeliveryState = z.infer<typeof deliveryState>

/** Why a message did not arrive. */
export const failureReasons = [
  'gateway-unavailable',
  'gateway-refused',
  'no-address',
  'number-invalid',
  'number-unreachable',
  'blocked-by-recipient',
  'expired',
  'other',
] as const
export const failureReason = z.enum(failureReasons)
export type FailureReason = z.infer<typeof failureReason>

/** One copy on one channel to one person. */
export const delivery = z.object({
  channel: noticeChannel,
  to: addressee,
  state: deliveryState,
  /** When it came into this state, in milliseconds; of a waiting one, when it is tried. */
  at: z.number(),
  reason: failureReason.optional(),
})
export type Delivery = z.infer<typeof delivery>

/** A message with what became of it. Patients and guardians see their own copies, staff all. */
export const shownNotice = z.object({
  noticeId: id,
  patientId: id,
  template: noticeTemplate,
  at: z.number(),
  subject: z.string(),
  text: z.string(),
  /** A path of our own pages where something can be done about it. */
  url: z.string().optional(),
  about: z.string().optional(),
  urgent: z.boolean().optional(),
  deliveries: z.array(delivery),
})
export type ShownNotice = z.infer<typeof shownNotice>

/**
 * The data of `patients/notice-sent`, `-delivered`, `-failed` and `-read`. The first `notice-sent` of a message says
 * that its copies lie in the mailboxes of `copies`.
 */
export const noticeEvent = z.object({
  noticeId: id,
  patientId: id,
  template: noticeTemplate,
  about: z.string().optional(),
  channel: noticeChannel,
  to: addressee,
  copies: z.array(addressee).optional(),
  reason: failureReason.optional(),
  /** Of a failure: no further channel is tried for this person. */
  last: z.boolean().optional(),
})
export type NoticeEvent = z.infer<typeof noticeEvent>

/** What a gateway says later of a message that it took. */
export const receipt = z.strictObject({
  messageId: z.string().regex(/^[0-9a-f]{32}$/),
  state: z.enum(['delivered', 'failed', 'read']),
  reason: failureReason.optional(),
})
export type Receipt = z.infer<typeof receipt>
