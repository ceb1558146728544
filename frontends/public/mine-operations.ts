import { patientsContract } from '#shared/patients/index.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'
import { type Route, routeOf } from './operations.ts'

const { operations: scheduling } = schedulingContract
const { operations: patients } = patientsContract

/** What is asked beyond looking and booking: fetched only by the parts that ask it. Written by the build, as `operations`. */
export const mineOperations: Readonly<
  Record<
    | 'cancelAppointment'
    | 'appointmentCalendar'
    | 'bookTogether'
    | 'readMyPlace'
    | 'joinWaitlist'
    | 'listWaits'
    | 'leaveWaitlist'
    | 'acceptOffer'
    | 'declineOffer'
    | 'listReoffers'
    | 'answerReoffer'
    | 'listMisses'
    | 'appealMiss'
    | 'listMailboxes'
    | 'listNotices'
    | 'markRead',
    Route
  >
> = {
  cancelAppointment: routeOf('scheduling', scheduling.cancelAppointment),
  appointmentCalendar: routeOf('scheduling', scheduling.appointmentCalendar),
  bookTogether: routeOf('scheduling', scheduling.bookTogether),
  readMyPlace: routeOf('scheduling', scheduling.readMyPlace),
  joinWaitlist: routeOf('scheduling', scheduling.joinWaitlist),
  listWaits: routeOf('scheduling', scheduling.listWaits),
  leaveWaitlist: routeOf('scheduling', scheduling.leaveWaitlist),
  acceptOffer: routeOf('scheduling', scheduling.acceptOffer),
  declineOffer: routeOf('scheduling', scheduling.declineOffer),
  listReoffers: routeOf('scheduling', scheduling.listReoffers),
  answerReoffer: routeOf('scheduling', scheduling.answerReoffer),
  listMisses: routeOf('scheduling', scheduling.listMisses),
  appealMiss: routeOf('scheduling', scheduling.appealMiss),
  listMailboxes: routeOf('patients', patients.listMailboxes),
  listNotices: routeOf('patients', patients.listNotices),
  markRead: routeOf('patients', patients.markRead),
}
