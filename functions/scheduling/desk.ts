import { openDue } from '#functions/platform/due.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { httpProblem } from '#functions/platform/problem.ts'
import type { Handlers } from '#functions/platform/request.ts'
import { defaultSettings, type schedulingContract } from '#shared/scheduling/index.ts'
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
    due: openDue(platform.table, 'scheduling'),
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

export { travelAmong } from './travel-desk.ts'
