import { cascadeOperations } from '#shared/scheduling/index.ts'
import { callsOf } from '../api.ts'

export const scheduling = callsOf(cascadeOperations)
