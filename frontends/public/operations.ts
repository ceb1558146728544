import type { Operation } from '#shared/kernel/operation.ts'
import { patientsContract } from '#shared/patients/index.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'

/** What the island needs of an operation to ask it. */
export interface Route {
  readonly method: Operation['method']
  readonly path: string
  readonly creates: boolean
}

export const routeOf = (context: string, { method, path, creates }: Operation): Route => ({
  method,
  path: `/api/${context}${path}`,
  creates: creates === true,
})
const { operations: scheduling } = schedulingContract

/**
 * Taken from the contracts, so that no path is written twice. The build puts the values in place of this module: the
 * contracts bring zod along, which is a third of what the page may weigh.
 */
export const operations: Readonly<
  Record<'listMine' | 'listAppointments' | 'holdSlot' | 'releaseHold' | 'bookSlot' | 'moveAppointment', Route>
> = {
  listMine: routeOf('patients', patientsContract.operations.listMine),
  listAppointments: routeOf('scheduling', scheduling.listAppointments),
  holdSlot: routeOf('scheduling', scheduling.holdSlot),
  releaseHold: routeOf('scheduling', scheduling.releaseHold),
  bookSlot: routeOf('scheduling', scheduling.bookSlot),
  moveAppointment: routeOf('scheduling', scheduling.moveAppointment),
}
