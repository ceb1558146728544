import { client } from '#frontends/kit/index.ts'
import { proposalOperations } from '#shared/scheduling/index.ts'

/** Of scheduling only what coverage asks; the page loads it after the map. */
export const scheduling = client({ context: 'scheduling', operations: proposalOperations, problems: {} })
