import { contract } from '#shared/kernel/operation.ts'
import { allianceOperations } from './operations.ts'
import { allianceProblems } from './problems.ts'

export { decideStep, type Step } from './acceptance.ts'
export {
  type Agreement,
  type AgreementFields,
  type AgreementState,
  type AgreementView,
  agreementModes,
  agreementState,
  agreementStates,
} from './agreement.ts'
export { decideAgreementChange, decideAgreementEnd } from './agreement-rules.ts'
export { cardOf, markString, siteOf } from './card.ts'
export {
  type Answer,
  answers,
  type Department,
  type DepartmentCard,
  type DepartmentView,
  type Finding,
  type Inspection,
  type ItemAnswer,
  marks,
} from './department.ts'
export {
  areaKnown,
  decideSite,
  decideSiteChange,
  type Initials,
  inListOrder,
  isCommunitySite,
  isMainSite,
  shortNameOf,
  siteFactsOf,
  siteFrom,
  siteMatches,
} from './directory.ts'
export {
  type DepartmentAccepted,
  departmentAccepted,
  departmentSuspended,
  type PopulationsTold,
  populationsTold,
  type SiteFacts,
  siteFacts,
  sitesImported,
} from './events.ts'
export { type ImportError, type ImportReason, type ImportReport, importReasons } from './import.ts'
export {
  changedFields,
  type Directory,
  decideSiteImport,
  type SiteImport,
  siteIdFor,
} from './import-sites.ts'
export { decideSubdistrictImport, type SubdistrictImport } from './import-subdistricts.ts'
export {
  decideInspection,
  decidePass,
  decideRectification,
  decideReinspection,
  decideSchedule,
  decideStart,
  usualDue,
} from './inspection.ts'
export {
  type AcceptanceCommand,
  type AcceptanceState,
  acceptanceLifecycle,
  acceptanceStates,
} from './lifecycle.ts'
export { decidePopulation, populationsOf } from './population.ts'
export { type AllianceRefusal, allianceProblems } from './problems.ts'
export { decideRectified, decideReturn, decideReview } from './rectification.ts'
export {
  decideApplication,
  decideSelfCheck,
  decideSubmission,
  departmentIdOf,
  siteIdOf,
  unanswered,
  unwritten,
} from './self-check.ts'
export { allianceSettings } from './settings.ts'
export {
  networkRoles,
  type Organisation,
  type Site,
  type SiteFields,
  type SiteKind,
  siteKinds,
  tiers,
} from './site.ts'
export type { Standard, StandardItem } from './standard.ts'
export { currentStandard, findStandard, standards } from './standards.ts'
export {
  type Population,
  type PopulationFields,
  populationCertainties,
  populationFields,
  type Subdistrict,
} from './subdistrict.ts'
export type { TableFile } from './table-file.ts'
export { distanceKm, estimateTravel, estimateWalk, type Place } from './travel.ts'
export const allianceContract = /* @__PURE__ */ contract('alliance', allianceOperations, allianceProblems)
