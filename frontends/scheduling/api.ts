import { client } from '#frontends/kit/index.ts'
import { patientsContract } from '#shared/patients/index.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'

export const scheduling = client(schedulingContract)
/** Booking begins with who it is for. */
export const patients = client(patientsContract)
