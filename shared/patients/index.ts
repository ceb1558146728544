import { contract } from '#shared/kernel/operation.ts'
import { patientsOperations, recordOperations } from './operations.ts'
import { patientsProblems } from './problems.ts'

export {
  type Contact,
  type ContactChange,
  type ContactFacts,
  type ContactLanguage,
  type ContactRefusal,
  contact,
  contactBases,
  contactChange,
  contactChannels,
  contactLanguages,
  copiesFor,
  decideContact,
  defaultContact,
  maskEmail,
  type ShownContact,
} from './contact.ts'
export { afterReceipt, channelsFor, nextChannel, pointlessFrom, type Reachable } from './delivering.ts'
export { type PatientEvent, patientEvent } from './events.ts'
export {
  birthDateIn,
  checkDigitOf,
  type IdNumberFault,
  idNumberFault,
  maskIdNumber,
  sexIn,
} from './id-number.ts'
export { decideIdentity, type IdentityRefusal, isMinor, merged } from './identity.ts'
export {
  type Guardian,
  guardian,
  type NewPatient,
  newPatient,
  noIdReason,
  noIdReasons,
  type OwnRecord,
  ownRecord,
  type Patient,
  type PatientCard,
  type PatientChange,
  type PatientDetails,
  type PatientHit,
  patient,
  patientCard,
  patientChange,
  patientDetails,
  patientHit,
  type Sex,
  sex,
  sexes,
} from './model.ts'
export { maskName, personName } from './name.ts'
export { type Need, need, needs } from './needs.ts'
export {
  type Addressee,
  addressees,
  type CarriedNotice,
  carriesNotices,
  type Delivery,
  type DeliveryState,
  deliveryStates,
  type FailureReason,
  failureReasons,
  type Notice,
  type NoticeChannel,
  type NoticeEvent,
  type NoticeFact,
  type NoticeTemplate,
  notice,
  noticeChannels,
  noticeEvent,
  noticeFacts,
  noticeTemplates,
  type Receipt,
  type ShownNotice,
  uncarried,
} from './notice.ts'
export {
  admissionBases,
  patientSearch,
  patientSearchAnswer,
  revealFields,
  revealReasons,
} from './operations.ts'
export { maskPhone, type PhoneFault, phoneFault, phoneTailOf, tidyPhone } from './phone.ts'
export { isQuiet, leavesAt } from './quiet-hours.ts'
export { relation, relations } from './relations.ts'
export { type Search, type SearchKind, searchKinds, understoodSearch } from './search.ts'
export { defaultPatientsSettings, type PatientsSettings, patientsSettings } from './settings.ts'
export { recordOperations }
export const patientsContract = /* @__PURE__ */ contract('patients', patientsOperations, patientsProblems)
