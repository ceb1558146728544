import type { Act, Acts, Figures } from './asking.ts'
import { commitmentActs } from './commitment-acts.ts'
import { lineActs } from './line-acts.ts'
import { numberActs } from './number-acts.ts'
import { offerActs } from './offer-acts.ts'
import { sessionActs } from './session-acts.ts'
import { visitActs } from './visit-acts.ts'
import { waitActs } from './wait-acts.ts'
import type { World } from './world.ts'
import { worldActs } from './world-acts.ts'

const acts = {
  ...numberActs,
  ...waitActs,
  ...visitActs,
  ...offerActs,
  ...sessionActs,
  ...lineActs,
  ...commitmentActs,
  ...worldActs,
} satisfies Acts
export type ActName = keyof typeof acts

/** What somebody does next. */
export interface Step extends Figures {
  readonly act: ActName
  /** At the same time as the step before it. */
  readonly beside: boolean
}

/** The act, or another where there is nothing that it could be done to. */
export function askingFor(world: World, step: Step, key: string): NonNullable<ReturnType<Act>> | undefined {
  const other: Act = step.what % 3 === 0 ? acts.join : acts.book
  return (acts[step.act] as Act)(world, step, key) ?? other(world, step, key)
}

/** How often each is tried, in a history of a hundred steps or so; the others once. */
const often: Readonly<Partial<Record<ActName, number>>> = {
  ...{ book: 12, cancel: 5, move: 4, hold: 3 },
  ...{ reword: 2, join: 6, accept: 5, decline: 2, ask: 4, answer: 3 },
  ...{ stop: 4, shift: 3, swap: 3, substitute: 3, reply: 5, reoffer: 2 },
  ...{ relay: 8, due: 5, wait: 6, cut: 2 },
}
export const weighted = (Object.keys(acts) as ActName[]).map((act) => ({ act, weight: often[act] ?? 1 }))
