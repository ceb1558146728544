import type { Platform } from '#functions/platform/platform.ts'
import { httpProblem } from '#functions/platform/problem.ts'
import type { Handlers } from '#functions/platform/request.ts'
import { estimateTravel } from '#shared/alliance/index.ts'
import type { Travel } from '#shared/kernel/claim.ts'
import { defaultSettings, type schedulingContract } from '#shared/scheduling/index.ts'
import type { Clinic } from './projections.ts'
import { schedulingRepository } from './repository.ts'

export type SchedulingHandlers = Handlers<(typeof schedulingContract)['operations']>

/** One operation's handler, made for a desk. */
export type Handler<Name extends keyof SchedulingHandlers> = (desk: Desk) => SchedulingHandlers[Name]

/** What the handlers of this context share. */
export function openDesk(platform: Platform) {
  const repository = schedulingRepository(platform)
  return {
    platform,
    repository,
    claims: platform.claims,
    journal: platform.journal,
    settings: defaultSettings,
  }
}
export type Desk = ReturnType<typeof openDesk>

const attempts = 6

/**
 * Load – decide – save, once more where somebody else was faster: the rule then sees what they did. `undefined` asks
 * for another attempt, which reads fresh.
 * @throws Problem `try-again` where the race does not end; nothing is written then.
 */
export async function untilSaved<Result>(
  attempt: (reading: { fresh: boolean }) => Promise<Result | undefined>,
): Promise<Result> {
  for (let count = 0; count < attempts; count++) {
    const result = await attempt({ fresh: count > 0 })
    if (result !== undefined) return result
  }
  throw httpProblem('try-again')
}

/** Minutes between the places that matter here; where one has no known position, what the settings say. */
export async function travelAmong(
  { repository, settings }: Desk,
  placeIds: readonly string[],
): Promise<Travel> {
  const known = await Promise.all([...new Set(placeIds)].map((siteId) => repository.findClinic(siteId)))
  const places = new Map(
    known.flatMap((clinic) => (clinic ? [[clinic.siteId, positionOf(clinic)] as const] : [])),
  )
  return (from, to) => {
    const [a, b] = [places.get(from), places.get(to)]
    return a && b ? estimateTravel(a, b) : settings.unknownTravelMinutes
  }
}

const positionOf = ({ lon, lat }: Clinic) =>
  lon === undefined || lat === undefined ? undefined : { lon, lat }
