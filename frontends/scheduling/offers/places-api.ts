import { client } from '#frontends/kit/index.ts'
import { allianceContract } from '#shared/alliance/index.ts'

/** Where one offers to come is chosen among the alliance's sites and sub-districts; no other page needs these calls. */
export const alliance = client(allianceContract)
