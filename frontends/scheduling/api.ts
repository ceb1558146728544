import { client } from '#frontends/kit/index.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'

export const scheduling = client(schedulingContract)
