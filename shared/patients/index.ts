import { contract } from '#shared/kernel/operation.ts'
import { patientsOperations } from './operations.ts'
import { patientsProblems } from './problems.ts'

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
  type Need,
  type NewPatient,
  need,
  needs,
  newPatient,
  noIdReason,
  noIdReasons,
  type OwnRecord,
  ownRecord,
  type Patient,
  type PatientCard,
  type PatientChange,
  type PatientDetails,
  type PatientEvent,
  type PatientHit,
  patient,
  patientCard,
  patientChange,
  patientDetails,
  patientEvent,
  patientHit,
  relation,
  relations,
  type Sex,
  sex,
  sexes,
} from './model.ts'
export { maskName, personName } from './name.ts'
export {
  admissionBases,
  patientSearch,
  patientSearchAnswer,
  revealFields,
  revealReasons,
} from './operations.ts'
export { maskPhone, type PhoneFault, phoneFault, phoneTailOf, tidyPhone } from './phone.ts'
export { type Search, type SearchKind, searchKinds, understoodSearch } from './search.ts'
export const patientsContract = contract('patients', patientsOperations, patientsProblems)
