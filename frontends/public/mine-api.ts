import type { ShownNotice } from '#shared/patients/index.ts'
import type {
  Appointment,
  appealReasons,
  CascadeLine,
  cancelReasons,
  Miss,
  Place,
  Wait,
} from '#shared/scheduling/index.ts'
import { addressOf, ask, isAppointment } from './api.ts'
import { mineOperations as operations } from './mine-operations.ts'
import { isRecord } from './refusal.ts'

export type CancelReason = (typeof cancelReasons)[number]
export type AppealReason = (typeof appealReasons)[number]
/** A place in a waiting list, and how far up it is, from 1. */
export type OwnWait = Wait & { readonly place?: number }
export interface Misses {
  readonly misses: readonly Miss[]
  /** The last day on which nothing can be booked online. */
  readonly pausedUntil?: string
}
export interface Mailbox {
  readonly patientId: string
  readonly unread: number
}
interface Notices {
  readonly notices: readonly ShownNotice[]
  readonly next?: string
}
type Named = Pick<Appointment, 'slotId' | 'appointmentId'>
type WaitNamed = Pick<Wait, 'patientId' | 'waitId'>

const hasText = (value: unknown, ...names: string[]): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && names.every((name) => typeof value[name] === 'string')

const hasOffer = ({ offer }: Readonly<Record<string, unknown>>): boolean =>
  offer === undefined || (hasText(offer, 'slotId', 'date') && isRecord(offer['time']))

const isWait = (value: unknown): value is OwnWait =>
  hasText(value, 'waitId', 'patientId', 'siteName', 'from', 'to', 'state') && hasOffer(value)

const isLine = (value: unknown): value is CascadeLine =>
  hasText(value, 'slotId', 'appointmentId', 'date', 'siteName', 'state') &&
  isRecord(value['time']) &&
  hasOffer(value)

const isMiss = (value: unknown): value is Miss =>
  hasText(value, 'appointmentId', 'date') && typeof value['appealUntil'] === 'number'

const isNotice = (value: unknown): value is ShownNotice =>
  hasText(value, 'noticeId', 'subject', 'text') && Array.isArray(value['deliveries'])

const isPlace = (value: unknown): value is Place =>
  hasText(value, 'state', 'room') &&
  typeof value['ahead'] === 'number' &&
  [value['calling'], value['before']].every(Array.isArray)

/** An answer that holds a list of such things under this name. */
const holds =
  <Answer>(name: string, reads: (value: unknown) => boolean) =>
  (value: unknown): value is Answer =>
    isRecord(value) && Array.isArray(value[name]) && value[name].every(reads)

export const cancelAppointment = (
  { slotId, appointmentId }: Named,
  reason: CancelReason,
): Promise<Appointment> =>
  ask({
    route: operations.cancelAppointment,
    params: { slotId },
    body: { appointmentId, reason },
    reads: isAppointment,
  })

/** Where the appointment is as an iCalendar file; the cookie signs the person in. */
export const calendarAddress = (slotId: string): string =>
  addressOf(operations.appointmentCalendar, { slotId })

interface Companion {
  readonly patientId: string
  readonly visit: 'first' | 'return'
}
/** 连号: this number and the next, for two people, both or none. The first appointment is of this number. */
export const bookTogether = async (
  slotId: string,
  patients: readonly [Companion, Companion],
): Promise<Appointment[]> =>
  (
    await ask({
      route: operations.bookTogether,
      params: { slotId },
      body: { patients },
      reads: holds<{ appointments: Appointment[] }>('appointments', isAppointment),
    })
  ).appointments

export const readMyPlace = ({ slotId, appointmentId }: Named): Promise<Place> =>
  ask({ route: operations.readMyPlace, params: { slotId }, query: { appointmentId }, reads: isPlace })

type Joining = Pick<Wait, 'patientId' | 'visit'> & {
  readonly wish: Pick<Wait, 'kind' | 'from' | 'to' | 'halves'>
}
export const joinWaitlist = (siteId: string, body: Joining): Promise<OwnWait> =>
  ask({ route: operations.joinWaitlist, params: { siteId }, body, reads: isWait })

export const listWaits = async (patientId: string): Promise<OwnWait[]> =>
  (
    await ask({
      route: operations.listWaits,
      params: { patientId },
      reads: holds<{ waits: OwnWait[] }>('waits', isWait),
    })
  ).waits

const waitParams = ({ patientId, waitId }: WaitNamed) => ({ patientId, waitId })

export const leaveWaitlist = (wait: WaitNamed): Promise<OwnWait> =>
  ask({ route: operations.leaveWaitlist, params: waitParams(wait), body: {}, reads: isWait })

export const acceptOffer = (wait: WaitNamed, slotId: string): Promise<Appointment> =>
  ask({ route: operations.acceptOffer, params: waitParams(wait), body: { slotId }, reads: isAppointment })

export const declineOffer = (wait: WaitNamed, slotId: string): Promise<OwnWait> =>
  ask({ route: operations.declineOffer, params: waitParams(wait), body: { slotId }, reads: isWait })

export const listReoffers = async (patientId: string): Promise<CascadeLine[]> =>
  (
    await ask({
      route: operations.listReoffers,
      params: { patientId },
      reads: holds<{ lines: CascadeLine[] }>('lines', isLine),
    })
  ).lines

interface Reanswered {
  readonly line: CascadeLine
  readonly appointment?: Appointment
}
/** Takes the number that is kept, asks for another, or gives the appointment up. */
export const answerReoffer = (
  { patientId, slotId, offer }: Pick<CascadeLine, 'patientId' | 'slotId' | 'offer'>,
  as: 'accept' | 'decline' | 'cancel',
): Promise<Reanswered> =>
  ask({
    route: operations.answerReoffer,
    params: { patientId, slotId },
    body: { as, ...(offer && as !== 'cancel' ? { toSlotId: offer.slotId } : {}) },
    reads: (value): value is Reanswered => isRecord(value) && isLine(value['line']),
  })

export const listMisses = (patientId: string): Promise<Misses> =>
  ask({ route: operations.listMisses, params: { patientId }, reads: holds<Misses>('misses', isMiss) })

export const appealMiss = (
  patientId: string,
  appointmentId: string,
  body: { readonly reason: AppealReason; readonly words?: string },
): Promise<Miss> =>
  ask({ route: operations.appealMiss, params: { patientId, appointmentId }, body, reads: isMiss })

export const listMailboxes = async (): Promise<readonly Mailbox[]> =>
  (
    await ask({
      route: operations.listMailboxes,
      reads: holds<{ boxes: Mailbox[] }>(
        'boxes',
        (box) => hasText(box, 'patientId') && typeof box['unread'] === 'number',
      ),
    })
  ).boxes

export const listNotices = (patientId: string, language: string, after?: string): Promise<Notices> =>
  ask({
    route: operations.listNotices,
    params: { patientId },
    query: { language, ...(after ? { after } : {}) },
    reads: holds<Notices>('notices', isNotice),
  })

export const markRead = (patientId: string, noticeId: string): Promise<{ unread: number }> =>
  ask({
    route: operations.markRead,
    params: { patientId, noticeId },
    reads: (value): value is { unread: number } => isRecord(value) && typeof value['unread'] === 'number',
  })
