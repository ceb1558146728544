type Happening = () => Promise<unknown>

/** What is to happen when, to the second of a simulated clock; all of one second happens at once. */
export function openAgenda(clock: { now: number }, atOnce = 24) {
  const seconds = new Map<number, Happening[]>()
  const secondOf = (at: number) => Math.floor(at / 1000)

  async function together(all: readonly Happening[]): Promise<void> {
    const queue = all[Symbol.iterator]()
    const worker = async () => {
      for (const happening of queue) await happening()
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker))
  }

  return {
    at(instant: number, happening: Happening): void {
      const second = secondOf(Math.max(instant, clock.now + 1000))
      const planned = seconds.get(second)
      if (planned) planned.push(happening)
      else seconds.set(second, [happening])
    },
    /** Until that instant; `between` after each busy second, `each` at every so many seconds. */
    async run(until: number, every: number, between: Happening, each: Happening): Promise<void> {
      for (let second = secondOf(clock.now); second <= secondOf(until); second++) {
        const planned = seconds.get(second)
        seconds.delete(second)
        clock.now = Math.max(clock.now, second * 1000)
        if (planned) await together(planned)
        if (planned) await between()
        if (second % every === 0) await each()
      }
    },
  }
}
export type Agenda = ReturnType<typeof openAgenda>
