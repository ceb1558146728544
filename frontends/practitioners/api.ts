import { client } from '#frontends/kit/index.ts'
import { allianceContract } from '#shared/alliance/index.ts'
import { practitionersContract } from '#shared/practitioners/index.ts'

export const practitioners = client(practitionersContract)
/** Bodies and sites are chosen from the alliance's directory. */
export const alliance = client(allianceContract)
