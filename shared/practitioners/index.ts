import { contract } from '#shared/kernel/operation.ts'
import { practitionersOperations } from './operations.ts'
import { practitionersProblems } from './problems.ts'

export { type Activity, activityOf, type SeenMarks } from './activity.ts'
export {
  type Authorisation,
  type AuthorisationAct,
  type AuthorisationActRequest,
  type AuthorisationState,
  type Authorisations,
  type AuthorisationView,
  authorisationActs,
  authorisationLifecycle,
  authorisationState,
  authorisationStates,
  decideAuthorisation,
  faultOf,
  type Pair,
  type PairFault,
  type PairReason,
  pairReasons,
  withSite,
} from './authorisation.ts'
export {
  authorisationColumns,
  type RowFault,
  type RowReason,
  readAuthorisationFile,
  rowReasons,
} from './authorisation-file.ts'
export {
  type CheckFields,
  type CheckKind,
  type CheckState,
  checkKinds,
  checkStates,
  checksAfter,
  checksFor,
  checksOnPaper,
  decideCheck,
  type FilingCheck,
  type FilingStep,
  isAsSeen,
  type Papers,
  unsettled,
} from './checks.ts'
export { byName, choosePractices, choosePractitioners } from './choose.ts'
export { factActs, factsOf, type PractitionerFacts, practitionerFacts } from './events.ts'
export {
  commandsOn,
  decideCommand,
  decideFilingStep,
  decideRenewal,
  type FilingStepRequest,
  scopeAllows,
  stageOn,
} from './filing.ts'
export {
  type LedgerLine,
  ledgerFile,
  ledgerOf,
  ledgerOn,
  type PracticeLedger,
  type PublishedLine,
  practiceLedger,
} from './ledger.ts'
export { type LedgerState, ledgerStateOn } from './ledger-day.ts'
export {
  type FilingCommand,
  type FilingStage,
  filingCommands,
  filingLifecycle,
  filingStages,
} from './lifecycle.ts'
export type { FilingView } from './operations-filings.ts'
export {
  decideEnding,
  decideFiling,
  lastDayOf,
  type PracticeState,
  practiceHolds,
  practiceState,
  practiceStates,
} from './practice.ts'
export {
  type Basis,
  bases,
  type Ending,
  endings,
  type Insurance,
  type Licence,
  languages,
  licenceCategories,
  licenceScopes,
  type Practice,
  type PracticeFields,
  type Practitioner,
  type PractitionerFields,
  type Span,
  type Specialty,
  type Suspension,
  specialties,
  type Title,
  titles,
} from './practitioner.ts'
export { practitionersSettings } from './settings.ts'
export { bounds, type KnownAgreement, spansOf, withSpans } from './spans.ts'
export {
  endOf,
  matches,
  type PracticeView,
  type PractitionerView,
  practiceViewOf,
  type Shown,
  type Sight,
  shownTo,
  viewOf,
} from './view.ts'
export { endsOf, levelOf, tellingDays, type Warning, warningsOf } from './warnings.ts'
export const practitionersContract = /* @__PURE__ */ contract(
  'practitioners',
  practitionersOperations,
  practitionersProblems,
)
