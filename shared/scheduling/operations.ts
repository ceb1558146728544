import type { Operations } from '#shared/kernel/operation.ts'
import { appointmentOperations } from './operations-appointments.ts'
import { listOperations } from './operations-lists.ts'
import { sessionOperations } from './operations-sessions.ts'
import { templateOperations } from './operations-templates.ts'

/** Everything scheduling answers to. */
export const schedulingOperations = {
  ...sessionOperations,
  ...templateOperations,
  ...appointmentOperations,
  ...listOperations,
} as const satisfies Operations
