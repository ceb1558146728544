import { openApp, preparePatients } from './crowd.ts'
import { rate } from './figures.ts'
import { type Metered, meterOf } from './meter.ts'
import { atMost, exactly, type Promised } from './promises.ts'
import { booking } from './stage.ts'

export interface Release extends Metered {
  readonly clients: number
  readonly slots: number
  readonly winners: number
  /** Numbers that ended with a patient, read from the table: equal to the winners. */
  readonly held: number
  /** Booking transactions sent for clients that got nothing, per such client. */
  readonly writesPerLoser: number
  readonly seconds: number
  /** Answers other than booked, taken and already booked in that half-day. */
  readonly surprises: number
}

export interface Crowd {
  readonly clients: number
  /** Of one session each 20. */
  readonly sessions: number
  /** Requests under way at once. */
  readonly atOnce: number
}

/**
 * 放号: so many people want one of a few numbers at the same moment. Each tries the number it has seen first, and where
 * that is gone one more; nobody reads anything again in between, as nobody does at eight o'clock.
 */
export async function measureRelease({ clients, sessions, atOnce }: Crowd): Promise<Release> {
  const meter = meterOf()
  const { app, clinic, slots, slotStates, close } = await openApp({ sessions, perSession: 20, meter })
  try {
    const headers = await preparePatients(clinic, clients)
    let winners = 0
    let surprises = 0
    let losersWrites = 0
    const start = performance.now()
    meter.begin()
    await rate(headers, atOnce, async (by) => {
      const client = headers.indexOf(by)
      const before = meter.writesOf(`p-${client}`)
      const won = await tryTwice(client, by)
      if (won) winners += 1
      else losersWrites += meter.writesOf(`p-${client}`) - before
    })
    const seconds = (performance.now() - start) / 1000
    const held = (await slotStates()).filter((state) => state === 'booked').length
    return {
      clients,
      slots: slots.length,
      winners,
      held,
      surprises,
      seconds,
      writesPerLoser: losersWrites / Math.max(1, clients - winners),
      ...meter.end(),
    }

    async function tryTwice(client: number, by: Readonly<Record<string, string>>): Promise<boolean> {
      for (const turn of [0, 1]) {
        const slotId = slots[(client * 7 + turn * 31) % slots.length]
        const response = await app.request(`/api/scheduling/slots/${slotId}/appointment`, {
          method: 'POST',
          headers: { ...by, 'idempotency-key': crypto.randomUUID() },
          body: JSON.stringify(booking(`p-${client}`)),
        })
        const text = await response.text()
        if (response.status === 201) return true
        if (!text.includes('slot-taken')) surprises += 1
      }
      return false
    }
  } finally {
    await close()
  }
}

export const promisesOf = (release: Release): Promised[] => [
  exactly('08:00: winners', release.winners, release.slots),
  exactly('08:00: numbers held', release.held, release.slots),
  exactly('08:00: surprises', release.surprises, 0),
  atMost('08:00: booking writes for each loser', release.writesPerLoser, 1.1),
  atMost('08:00: units of the hottest partition in a second', release.hottestPartition, 500),
]

if (import.meta.main) {
  const [clients = '5000'] = process.argv.slice(2)
  console.table([await measureRelease({ clients: Number(clients), sessions: 5, atOnce: 200 })])
}
