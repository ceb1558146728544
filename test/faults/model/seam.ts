import type { Delivered } from '#functions/platform/events.ts'
import type { Fault } from '#functions/platform/table.ts'
import { faultBy, type Weather } from '../fault-injection.ts'
import { currentPlayer, type Turns } from './turns.ts'

/** A part of a transaction, as it goes over the wire. */
export interface Part {
  readonly Put?: Record<string, unknown>
  readonly Update?: Record<string, unknown>
  readonly Delete?: Record<string, unknown>
  readonly ConditionCheck?: Record<string, unknown>
}

/** Something that is broken on purpose, so that there is something to find. */
export interface Mutant {
  /** Another transaction is sent than was decided on. */
  readonly spoil?: (parts: readonly Part[]) => Part[]
  /** Something else is read than lies there. */
  readonly misread?: (answer: unknown) => unknown
  /** An event that nobody hears. */
  readonly isLost?: (event: Delivered) => boolean
}

interface SeamParts {
  readonly turns: Turns
  readonly weather: Weather
  readonly mutant: Mutant
  /** Told of each transaction that the table has taken, as it was sent. */
  readonly onCommit: (body: unknown) => void
}

const spoiled = (body: unknown, { spoil }: Mutant): unknown =>
  spoil ? Object.assign(body as object, { TransactItems: spoil(partsOf(body)) }) : body
const partsOf = (body: unknown): readonly Part[] =>
  (body as { TransactItems?: readonly Part[] }).TransactItems ?? []

/** Between the client and the database: whose turn it is, what the weather does, and what is broken on purpose. */
export const openSeam =
  ({ turns, weather, mutant, onCommit }: SeamParts): Fault =>
  (command, body, send) =>
    turns.take(() => {
      const isWrite = command === 'TransactWriteItemsCommand'
      const sent = isWrite ? spoiled(body, mutant) : body
      const before = disturbances(weather)
      const answer = faultBy(weather)(command, sent, async () => {
        const isEmpty = isWrite && partsOf(sent).length === 0
        const told = isEmpty ? {} : await send()
        if (isWrite) onCommit(sent)
        return isWrite || !mutant.misread ? told : mutant.misread(told)
      })
      if (disturbances(weather) > before) currentPlayer()?.suffered.push('delay')
      return answer
    })

const disturbances = ({ seen }: Weather): number => [...seen.values()].reduce((sum, count) => sum + count, 0)
