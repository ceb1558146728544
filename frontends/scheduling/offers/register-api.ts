import { client } from '#frontends/kit/index.ts'
import { practitionersContract } from '#shared/practitioners/index.ts'

/** Whose offers they are to be is chosen among the hospital's own doctors; no other page needs these calls. */
export const practitioners = client(practitionersContract)
