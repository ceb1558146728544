import { slotOperations } from '#shared/scheduling/index.ts'
import { callsOf } from '../api.ts'

/** Numbers beyond the plain booking. */
export const slots = callsOf(slotOperations)
