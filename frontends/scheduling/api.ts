import { client } from '#frontends/kit/index.ts'
import type { Operations } from '#shared/kernel/operation.ts'
import {
  appointmentOperations,
  listOperations,
  sessionOperations,
  templateOperations,
} from '#shared/scheduling/index.ts'

/** Calls of a part of the contract: a page that asks little else does not download the whole. */
export const callsOf = <Ops extends Operations>(operations: Ops) =>
  client({ context: 'scheduling', operations, problems: {} })

/** The days, their sessions and their numbers: what nearly every page asks. */
export const scheduling = callsOf({
  ...sessionOperations,
  ...templateOperations,
  ...appointmentOperations,
  ...listOperations,
})
