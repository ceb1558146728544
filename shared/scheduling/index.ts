import { contract } from '#shared/kernel/operation.ts'
import { schedulingOperations } from './operations.ts'
import { schedulingProblems } from './problems.ts'

export { type Booker, type BookingFacts, decideBooking, isOver, sameHalfDay } from './booking.ts'
export { appointmentStateOf, cancelUntil, decideLeaving } from './cancellation.ts'
export { recognitionCode } from './code.ts'
export { type Coverage, coverageOf } from './coverage.ts'
export { decideExtraSlot } from './extra-slot.ts'
export {
  parseSessionId,
  parseSlotId,
  type SessionKey,
  type SlotKey,
  sessionIdOf,
  slotIdOf,
} from './ids.ts'
export {
  type AppointmentCommand,
  type AppointmentState,
  appointmentCommands,
  appointmentLifecycle,
  appointmentStates,
  type SessionCommand,
  type SessionState,
  sessionCommands,
  sessionLifecycle,
  sessionStates,
} from './lifecycle.ts'
export {
  type Appointment,
  type Cell,
  type ClinicKind,
  type Commitment,
  clinicKinds,
  type DayDecision,
  type HalfDay,
  type PatientCard,
  type PlannedSession,
  type Pool,
  type PractitionerDay,
  type PublicMonth,
  type PublicSession,
  type PublicSite,
  patientCard,
  pools,
  publicMonth,
  publicSession,
  publicSite,
  type Quotas,
  type Session,
  type SessionPlan,
  type SessionWithCells,
  type SessionWithSlots,
  type Slot,
  type StepCommand,
  sessionPlan,
  type Template,
  type TemplatePlan,
  templatePlan,
} from './model.ts'
export { decideMove } from './move.ts'
export { nearestFree } from './nearest.ts'
export { missesSince, pausedUntil } from './no-show.ts'
export { type BookingRequest, cancelReasons } from './operations-appointments.ts'
export { stopReasons } from './operations-sessions.ts'
export { capacityOf, decidePlan, halfDayOf, type PlanFault, type PlannedSlot, slotsOf } from './planning.ts'
export type { SchedulingReason } from './problems.ts'
export { emptyMonth, monthWith, publicFileOf, publicSessionOf, type SiteDay } from './public-days.ts'
export { isReleased, releaseAtOf } from './release.ts'
export { defaultSettings, type SettingLine, schedulingSettings, settingLines } from './settings.ts'
export { decideStep } from './steps.ts'
export { decideResume, decideStop, type StoppedFrom, stoppedFromOf } from './stop.ts'
export { byPool, loadOf, type Phase, phaseOf, phases } from './strip.ts'
export { type Occurrence, occurrencesOf, planOn } from './templates.ts'
export const schedulingContract = contract('scheduling', schedulingOperations, schedulingProblems)
