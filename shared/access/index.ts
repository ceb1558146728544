import { contract } from '#shared/kernel/operation.ts'
import { accessOperations } from './operations.ts'
import { accessProblems } from './problems.ts'

export { type Ability, abilityFor, mayDo } from './ability.ts'
export { decideGive, decideTake, type GiveRefusal, type TakeRefusal } from './giving.ts'
export {
  type Actor,
  actor,
  type Grant,
  grant,
  patientsOf,
  practitionerOf,
  type Role,
  role,
  roles,
  sitesOf,
} from './model.ts'
export {
  chainVerdict,
  type GrantRequest,
  grantRequest,
  journalLine,
  type Person,
  person,
  session,
} from './operations.ts'
export const accessContract = /* @__PURE__ */ contract('access', accessOperations, accessProblems)
