import { client } from '#frontends/kit/index.ts'
import { accessContract } from '#shared/access/index.ts'
import { patientsContract } from '#shared/patients/index.ts'

export const patients = client(patientsContract)
export const access = client(accessContract)
