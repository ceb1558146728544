import { agreementOperations } from './operations-agreements.ts'
import { departmentOperations } from './operations-departments.ts'
import { siteOperations } from './operations-sites.ts'

/** Everything the alliance answers to: its members, their departments' acceptance, its agreements. */
export const allianceOperations = {
  ...siteOperations,
  ...departmentOperations,
  ...agreementOperations,
} as const
