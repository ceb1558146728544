import { AsyncLocalStorage } from 'node:async_hooks'
import type { FaultKind } from '../fault-injection.ts'

type Call = () => Promise<void>

/** Somebody who acts: one request after the other, or a listener, or what runs when it is due. */
export interface Player {
  readonly name: string
  readonly waiting: Call[]
  done: boolean
  /** Acts of the journal entries that this player has committed, in their order. */
  readonly committed: string[]
  /** What the weather did to this player's calls. */
  readonly suffered: FaultKind[]
  /** How many commits the table had seen when this player began. */
  readonly since: number
}

const stage = new AsyncLocalStorage<Player>()
export const currentPlayer = (): Player | undefined => stage.getStore()

/**
 * Decides whose call goes to the database next. Players who act beside each other all stop before each call; once every
 * one of them stands there, or has ended, the dice choose one. So the same dice give the same history.
 */
export function openTurns(dice: () => number, commits: () => number) {
  let players: Player[] = []
  let busy = false
  let planned = false

  const isQuiet = () => players.every(({ done, waiting }) => done || waiting.length > 0)

  function wake(): void {
    if (busy || planned || !isQuiet()) return
    planned = true
    setImmediate(() => {
      planned = false
      if (!busy && isQuiet()) void next()
    })
  }

  async function next(): Promise<void> {
    const ready = players.filter(({ waiting }) => waiting.length > 0)
    const call = ready[Math.floor(dice() * ready.length)]?.waiting.shift()
    if (!call) return
    busy = true
    await call()
    busy = false
    wake()
  }

  return {
    /** A call to the database: at once where somebody acts alone, else when it is the player's turn. */
    take<Result>(send: () => Promise<Result>): Promise<Result> {
      const player = stage.getStore()
      if (!player || players.length < 2) return send()
      const asThem = AsyncLocalStorage.snapshot()
      return new Promise<Result>((resolve, reject) => {
        player.waiting.push(() => asThem(send).then(resolve, reject))
        wake()
      })
    },

    /** All of them beside each other, until the last has ended. */
    async play(acts: readonly { readonly name: string; readonly act: () => Promise<void> }[]): Promise<void> {
      const begun = acts.map(
        ({ name }): Player => ({
          ...{ name, waiting: [], done: false, committed: [], suffered: [] },
          since: commits(),
        }),
      )
      players = begun
      const ended = await Promise.allSettled(
        begun.map((player, index) =>
          stage.run(player, async () => {
            try {
              await acts[index]?.act()
            } finally {
              player.done = true
              wake()
            }
          }),
        ),
      )
      players = []
      for (const one of ended) if (one.status === 'rejected') throw one.reason
    },
  }
}
export type Turns = ReturnType<typeof openTurns>
