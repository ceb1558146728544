import type { Operations } from '#shared/kernel/operation.ts'
import { appointmentOperations } from './operations-appointments.ts'
import { cascadeOperations } from './operations-cascade.ts'
import { listOperations } from './operations-lists.ts'
import { offerOperations } from './operations-offers.ts'
import { proposalOperations } from './operations-proposals.ts'
import { queueOperations } from './operations-queue.ts'
import { rosterOperations } from './operations-rosters.ts'
import { sessionOperations } from './operations-sessions.ts'
import { slotOperations } from './operations-slots.ts'
import { templateOperations } from './operations-templates.ts'
import { travelOperations } from './operations-travel.ts'
import { visitOperations } from './operations-visits.ts'
import { waitlistOperations } from './operations-waitlist.ts'

/** Everything scheduling answers to. */
export const schedulingOperations = {
  ...sessionOperations,
  ...templateOperations,
  ...appointmentOperations,
  ...listOperations,
  ...slotOperations,
  ...waitlistOperations,
  ...queueOperations,
  ...offerOperations,
  ...visitOperations,
  ...proposalOperations,
  ...travelOperations,
  ...rosterOperations,
  ...cascadeOperations,
} as const satisfies Operations
