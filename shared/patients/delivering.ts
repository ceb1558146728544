import { instantOf } from '#shared/kernel/calendar.ts'
import type { Contact } from './contact.ts'
import {
  type Addressee,
  type Delivery,
  type DeliveryState,
  deliveryStates,
  type FailureReason,
  type Notice,
  type NoticeChannel,
} from './notice.ts'

/** What leads to a person outside the mailbox. A landline takes no SMS. */
export interface Reachable {
  readonly phone?: string | undefined
  readonly email?: string | undefined
}

const isMobile = (phone: string | undefined): boolean => phone?.startsWith('1') ?? false

/** The hospital's gateway finds a WeChat account by the phone it was bound with. */
const leadsTo = (channel: NoticeChannel, { phone, email }: Reachable): boolean =>
  channel === 'email' ? email !== undefined : channel !== 'mailbox' && isMobile(phone)

/**
 * The channels to try one after the other: the one the person prefers, then SMS; those alone that the gateway speaks and
 * that lead to somebody. A guardian has no wishes on record: SMS.
 */
export function channelsFor(
  to: Addressee,
  { channel }: Pick<Contact, 'channel'>,
  reachable: Reachable,
  spoken: readonly NoticeChannel[],
): NoticeChannel[] {
  if (to === 'patient' && channel === 'mailbox') return []
  const wanted: NoticeChannel[] = to === 'guardian' ? ['sms'] : [channel, 'sms']
  return [...new Set(wanted)].filter((one) => spoken.includes(one) && leadsTo(one, reachable))
}

/** The next channel after those that have been tried for this person; undefined where none is left. */
export const nextChannel = (
  channels: readonly NoticeChannel[],
  deliveries: readonly Pick<Delivery, 'to' | 'channel'>[],
  to: Addressee,
): NoticeChannel | undefined =>
  channels.find((one) => !deliveries.some((tried) => tried.to === to && tried.channel === one))

const rank = (state: DeliveryState): number => deliveryStates.indexOf(state)

/**
 * A delivery after a receipt. Receipts come twice and out of order: a state only rises, and what arrived after all is no
 * longer failed, so that any order of the same receipts ends alike.
 */
export function afterReceipt<D extends Delivery>(
  before: D,
  { state, reason }: { readonly state: DeliveryState; readonly reason?: FailureReason | undefined },
  at: number,
): D {
  if (rank(state) <= rank(before.state)) return before
  const { reason: _, ...kept } = before
  return { ...kept, state, at, ...(state === 'failed' ? { reason: reason ?? 'other' } : {}) } as D
}

/** From when on nobody needs to hear of it, in milliseconds: the deadline, or the time of the appointment. */
export function pointlessFrom({ facts }: Pick<Notice, 'facts'>): number {
  const { until, date, start } = facts
  if (typeof until === 'number') return until
  if (typeof date !== 'string' || Number.isNaN(instantOf(date))) return Number.POSITIVE_INFINITY
  return instantOf(date, typeof start === 'number' ? start : 1440)
}
