import { client } from '#frontends/kit/index.ts'
import { allianceContract } from '#shared/alliance/index.ts'

export const alliance = client(allianceContract)
