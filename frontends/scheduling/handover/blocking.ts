import * as z from 'zod'
import { ApiProblem } from '#frontends/kit/index.ts'
import { interval } from '#shared/kernel/interval.ts'

const facts = z.object({
  blocking: z.object({
    kind: z.enum(['clinic-visit', 'hospital-duty', 'panel-duty', 'teaching', 'leave']),
    time: interval,
  }),
})

/** What a person has then instead, where the refusal says it: kind and time, never the place. */
export function blockingOf(problem: unknown): z.infer<typeof facts>['blocking'] | undefined {
  if (!(problem instanceof ApiProblem)) return undefined
  const parsed = facts.safeParse(problem.document)
  return parsed.success ? parsed.data.blocking : undefined
}
