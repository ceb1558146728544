import { contract } from '#shared/kernel/operation.ts'
import { practitionersOperations } from './operations.ts'
import { practitionersProblems } from './problems.ts'

export { byName, choosePractices, choosePractitioners } from './choose.ts'
export { factsOf, type PractitionerFacts, practitionerFacts } from './events.ts'
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
  languages,
  type Practice,
  type PracticeFields,
  type Practitioner,
  type PractitionerFields,
  type Specialty,
  specialties,
  type Title,
  titles,
} from './practitioner.ts'
export { practitionersSettings } from './settings.ts'
export { matches, type PracticeView, type PractitionerView, viewOf } from './view.ts'
export const practitionersContract = contract('practitioners', practitionersOperations, practitionersProblems)
