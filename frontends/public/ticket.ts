import type { Appointment } from '#shared/scheduling/index.ts'
import { addressOf } from './page-state.ts'
import type { Language } from './words.ts'

/** How one came to the ticket: it says so. */
export type TicketKind = 'new' | 'moved' | 'two'

export const ticketQuery = (
  { appointmentId, patientId }: Pick<Appointment, 'appointmentId' | 'patientId'>,
  as?: TicketKind,
): string => `?${new URLSearchParams({ for: patientId, ticket: appointmentId, ...(as ? { as } : {}) })}`

/** After booking the ticket has its own address: it can be reloaded, and going back leads to the days again. */
export const showTicket = (booked: Appointment, language: Language, as: TicketKind): void =>
  location.assign(addressOf(`/mine/${ticketQuery(booked, as)}`, language))
