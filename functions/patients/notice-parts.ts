import type { FieldCipher } from '#functions/platform/keys.ts'
import type { Log } from '#functions/platform/log.ts'
import {
  type Addressee,
  channelsFor,
  type FailureReason,
  leavesAt,
  type NoticeChannel,
  nextChannel,
  type PatientsSettings,
  type Reachable,
} from '#shared/patients/index.ts'
import type { ContactRepository } from './contact-repository.ts'
import type { Gateway } from './gateway.ts'
import {
  messageIdOf,
  type StoredContact,
  type StoredDelivery,
  type StoredNotice,
  withDelivery,
} from './notice-record.ts'
import type { NoticeRepository } from './notice-repository.ts'
import type { PatientRecord } from './record.ts'
import type { PatientsRepository } from './repository.ts'

/** What sending needs. */
export interface NoticeDesk {
  readonly repository: PatientsRepository
  readonly notices: NoticeRepository
  readonly contacts: ContactRepository
  readonly gateway: Gateway
  readonly settings: PatientsSettings
  readonly fields: FieldCipher
  readonly origin: string
  readonly now: () => number
  readonly log: Log
}

/** A person with their wishes. */
export interface Told {
  readonly record: PatientRecord
  readonly contact: StoredContact
}

export const reachableOf = ({ record, contact }: Told, to: Addressee): Reachable =>
  to === 'guardian'
    ? { phone: record.details.guardian?.phone }
    : { phone: record.details.phone, email: contact.email }

/** A copy that waits for its turn, or for the end of the quiet hours. */
export function waitingCopy(
  { fields, settings }: Pick<NoticeDesk, 'fields' | 'settings'>,
  { patientId, noticeId, urgent }: Pick<StoredNotice, 'patientId' | 'noticeId' | 'urgent'>,
  { to, channel }: { readonly to: Addressee; readonly channel: NoticeChannel },
  now: number,
): StoredDelivery {
  const messageId = messageIdOf(fields, patientId, { noticeId, to, channel })
  return { channel, to, state: 'waiting', at: leavesAt(now, urgent ?? false, settings), messageId }
}

export interface Failed {
  readonly notice: StoredNotice
  readonly waiting: readonly StoredDelivery[]
  /** No further channel is tried for this person. */
  readonly last: boolean
}

/** A copy that will not arrive, and the one on the next channel where there is one. */
export function failedOver(
  desk: Pick<NoticeDesk, 'fields' | 'settings' | 'gateway'>,
  told: Told,
  notice: StoredNotice,
  failed: StoredDelivery & { readonly reason: FailureReason },
  now: number,
): Failed {
  const { to } = failed
  const marked = withDelivery(notice, failed)
  if (failed.reason === 'expired') return { notice: marked, waiting: [], last: true }
  const channels = channelsFor(to, told.contact, reachableOf(told, to), desk.gateway.channels)
  const channel = nextChannel(channels, marked.deliveries, to)
  if (!channel) return { notice: marked, waiting: [], last: true }
  const next = waitingCopy(desk, notice, { to, channel }, now)
  return { notice: { ...marked, deliveries: [...marked.deliveries, next] }, waiting: [next], last: false }
}
