import { client } from '#frontends/kit/index.ts'
import { recordOperations } from '#shared/patients/index.ts'

/** Booking begins with who it is for; no other page needs these calls. */
export const patients = client({ context: 'patients', operations: recordOperations, problems: {} })
