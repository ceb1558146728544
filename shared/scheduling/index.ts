import { contract } from '#shared/kernel/operation.ts'
import { schedulingOperations } from './operations.ts'
import { schedulingProblems } from './problems.ts'

export {
  alternativesFor,
  assignAlternatives,
  byNeedThenTime,
  type Displaced,
  type FreeNumber,
  type Lost,
} from './alternatives.ts'
export {
  type AppealReason,
  type AppealState,
  appealLifecycle,
  appealReasons,
  appealStates,
  appealUntil,
  counts,
  decideAppealing,
  type Missed,
} from './appeal.ts'
export {
  type Booker,
  type BookingFacts,
  decideBooking,
  decideTaking,
  holdsHalfDay,
  isOver,
  sameHalfDay,
} from './booking.ts'
export { appointmentStateOf, cancelUntil, decideLeaving } from './cancellation.ts'
export {
  afterCommand,
  type CascadeOutcome,
  isPressing,
  isSettled,
  lostSlotOf,
  type Mark,
  markOf,
  mayOfferAgain,
  needsCall,
  outcomeOf,
  progressOf,
  reofferHolder,
  reofferUntil,
  standingOffer,
  stopsToCome,
} from './cascade.ts'
export {
  type CascadeCommand,
  type CascadeState,
  cascadeCommands,
  cascadeLifecycle,
  cascadeStates,
} from './cascade-lifecycle.ts'
export type {
  Alternative,
  Cascade,
  CascadeLine,
  CascadeStep,
  CascadeToCome,
  Reached,
  Reoffer,
  StopLine,
  Told,
} from './cascade-model.ts'
export { recognitionCode } from './code.ts'
export { type Coverage, coverageOf } from './coverage.ts'
export { decideExtraSlot } from './extra-slot.ts'
export { nearestTo, type Possible } from './follow-up.ts'
export { type Hold, heldAgainst, holdOf, isForWaiting, isPromised, waitHolder } from './hold.ts'
export {
  parseSessionId,
  parseSlotId,
  type SessionKey,
  type SlotKey,
  sessionIdOf,
  slotIdOf,
} from './ids.ts'
export { decideJoining, isOpenWait, type JoiningFacts, placeAmong } from './joining.ts'
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
  consents,
  type DayDecision,
  type HalfDay,
  type OnBehalf,
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
  type SessionCounts,
  type SessionPlan,
  type SessionWithCells,
  type SessionWithSlots,
  type Slot,
  type StepCommand,
  sessionPlan,
  type Template,
  type TemplatePlan,
  templatePlan,
  type WeekSession,
} from './model.ts'
export { decideMove, numberAlong } from './move.ts'
export { nearestFree } from './nearest.ts'
export { missesSince, pausedUntil } from './no-show.ts'
export {
  type Offer,
  type OfferPlan,
  offer,
  offeredAt,
  offeredOn,
  offerFault,
  offerIdOf,
  offerListOf,
  offerPlan,
  parseOfferId,
} from './offers.ts'
export { appointmentOperations, type BookingRequest, cancelReasons } from './operations-appointments.ts'
export { cascadeOperations } from './operations-cascade.ts'
export { listOperations } from './operations-lists.ts'
export { offerOperations } from './operations-offers.ts'
export {
  dismissReasons,
  type Gap,
  gap,
  type Proposal,
  proposal,
  proposalOperations,
} from './operations-proposals.ts'
export { type Appeal, type Miss, type Place, queueOperations } from './operations-queue.ts'
export {
  type RosterImport,
  type RosterLine,
  type RosterOwner,
  type RosterReport,
  type RosterRequest,
  rosterOperations,
} from './operations-rosters.ts'
export { sessionOperations, stopReasons } from './operations-sessions.ts'
export { type FollowUpChoice, type SeriesLine, slotOperations } from './operations-slots.ts'
export { templateOperations } from './operations-templates.ts'
export type { RoadImport, RoadLine } from './operations-travel.ts'
export { visitOperations } from './operations-visits.ts'
export { waitlistOperations } from './operations-waitlist.ts'
export {
  type Commitments,
  candidatesFor,
  isOfferable,
  isWaitingFor,
  liveOffer,
  offeredAnew,
  offerUntil,
  passedOn,
  standsInTheWay,
  stepped,
  withNeed,
} from './passing-on.ts'
export {
  capacityOf,
  decidePlan,
  halfDayOf,
  type PlanFault,
  type PlannedSlot,
  planAt,
  slotsOf,
} from './planning.ts'
export { overflowAt, overflowTimes, poolsAt } from './pools.ts'
export type { SchedulingReason } from './problems.ts'
export {
  type Draft,
  type Hindrance,
  type Lacking,
  type OpenDay,
  type ProposalKey,
  parseProposalId,
  proposalIdOf,
  proposalsFor,
  roadOf,
} from './proposals.ts'
export { emptyMonth, monthWith, publicFileOf, publicSessionOf, type SiteDay } from './public-days.ts'
export { aheadOf, beforeOf, byTurn, expectedAt, turnBehind, turnOf, turnOfLate, waitingOf } from './queue.ts'
export { isReleased, releaseAtOf } from './release.ts'
export { type OfferedNumber, renewedNumber } from './renewing.ts'
export { decideChosenRoom, decideRoom, freeRoomsOf, isNumbered, type RoomUse } from './rooms.ts'
export {
  type Clash,
  changesDay,
  decideRosterDay,
  type RosterDay,
  type RosterKind,
  type RosterSource,
  rosterKinds,
  type WantedDuty,
} from './roster.ts'
export {
  placeNamed,
  type ReadRoster,
  type RosterFault,
  type RosterGround,
  type RosterPerson,
  type RosterPlace,
  type RosterRow,
  readRosterTable,
  unreadableRoster,
} from './roster-table.ts'
export { columnsIn, isBeijingZone, roadColumns, rosterKindOf } from './roster-words.ts'
export { sessionNames } from './session-names.ts'
export {
  defaultSettings,
  type SettingLine,
  type Settings,
  schedulingSettings,
  settingLines,
} from './settings.ts'
export { type AreaPopulation, inNeed, type Needy, populationOf } from './site-need.ts'
export { decideStep } from './steps.ts'
export { cascadeFrom, decideResume, decideStop, type StoppedFrom, stoppedFromOf } from './stop.ts'
export { byPool, countsOf, loadOf, type Phase, phaseOf, phases } from './strip.ts'
export { type Occurrence, occurrencesOf, planOn } from './templates.ts'
export {
  decideRoad,
  type Ends,
  type GivenRoad,
  knowingAll,
  noRoads,
  type Road,
  type Roads,
  roadBetween,
  travelOver,
  withRoad,
  withRoads,
} from './travel.ts'
export {
  type VisitCommand,
  type VisitState,
  visitCommands,
  visitLifecycle,
  visitStateAt,
  visitStates,
} from './visit-lifecycle.ts'
export {
  type AgreedVisit,
  type Candidate,
  type ComingReason,
  type CounterProposal,
  comingReasons,
  type DayIfAccepted,
  type Demand,
  declineReasons,
  type Visit,
  type VisitBecame,
  type VisitPlan,
  visit,
  visitPlan,
} from './visit-model.ts'
export { becameOf } from './visit-outcome.ts'
export {
  answerUntil,
  isNear,
  movedPlan,
  seriesDates,
  usualQuotas,
  usualTime,
  wholePlan,
} from './visit-plan.ts'
export { decideTerms, isOverWeek, leftIn, type VisitTerms, type Wanted, type WeekOut } from './visit-terms.ts'
export {
  type ClinicalNeed,
  channelsOf,
  inTurn,
  type NeedLevel,
  needLevels,
  needReasons,
  type Wait,
  type WaitCommand,
  type WaitOffer,
  type WaitState,
  type WaitStep,
  type Wish,
  waitCommands,
  waitLifecycle,
  waitStates,
  waitSteps,
  wants,
} from './waiting.ts'
export { decideWalkIn, type WalkIn } from './walk-in.ts'
export { type Asking, comingOf, type Person, whoCanCome } from './who-can-come.ts'
export const schedulingContract = /* @__PURE__ */ contract(
  'scheduling',
  schedulingOperations,
  schedulingProblems,
)
