import type { Appointment } from '#shared/scheduling/index.ts'
import { addressOf } from './page-state.ts'
import type { Language } from './words.ts'

export const ticketQuery = (
  { appointmentId, patientId }: Pick<Appointment, 'appointmentId' | 'patientId'>,
  as?: 'new' | 'moved',
): string => `?${new URLSearchParams({ for: patientId, ticket: appointmentId, ...(as ? { as } : {}) })}`

/** After booking the ticket has its own address: it can be reloaded, and going back leads to the days again. */
export const showTicket = (booked: Appointment, language: Language, as: 'new' | 'moved'): void =>
  location.assign(addressOf(`/mine/${ticketQuery(booked, as)}`, language))
