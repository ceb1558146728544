import { bookSlot } from './book-route.ts'
import { cancelAppointment } from './cancel-route.ts'
import type { Desk } from './desk.ts'
import { moveAppointment } from './move-route.ts'

export const appointmentRoutes = (desk: Desk) => ({
  bookSlot: bookSlot(desk),
  cancelAppointment: cancelAppointment(desk),
  moveAppointment: moveAppointment(desk),
})
