import { addDays } from '#shared/kernel/calendar.ts'
import { today } from '#test/scheduling/support.ts'
import { openBare } from './bare-booking.ts'
import { median, quantile, rate, round } from './figures.ts'
import { booking, openStage, type Slot, type Stage, sessionOfForty } from './stage.ts'

export interface BookingRate {
  readonly clients: number
  /** Bookings a second: sign-in check, validation, rules, journal, over HTTP. */
  readonly api: number
  /** The same transaction a second through the SDK's document client, nothing else. */
  readonly bare: number
  readonly ratio: number
  readonly p50: number
  readonly p95: number
}

const perRound = 240

/** Interleaved rounds of bookings over HTTP and of the bare transaction; medians over the rounds. */
export async function measureBookingRate(clients: number, rounds = 11): Promise<BookingRate> {
  const stage = await openStage(perRound)
  try {
    const bare = openBare(stage)
    const measured: { api: number; bare: number }[] = []
    const times: number[] = []
    for (let index = 0; index <= rounds; index++) {
      const transactions = await bare.transactionsOf(await slotsOf(stage, 2 * index + 1))
      const slots = await slotsOf(stage, 2 * index)
      const api = await rate(slots, clients, (slot) => book(stage, slot, times))
      const engine = await rate(transactions, clients, bare.send)
      if (index > 0) measured.push({ api, bare: engine })
    }
    const [api, engine] = [median(measured.map((one) => one.api)), median(measured.map((one) => one.bare))]
    return {
      clients,
      api: round(api, 0),
      bare: round(engine, 0),
      ratio: round(median(measured.map((one) => one.api / one.bare))),
      p50: round(median(times)),
      p95: round(quantile(times, 0.95)),
    }
  } finally {
    await stage.close()
  }
}

/** Six sessions of forty on a half-day that no round has had; each patient takes one number. */
async function slotsOf(stage: Stage, index: number): Promise<Slot[]> {
  const date = addDays(today, 1 + Math.floor(index / 2))
  const half = index % 2 === 0 ? 'morning' : 'afternoon'
  const sessions = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((room) => sessionOfForty(stage, date, room, half)),
  )
  return sessions.flatMap(({ cells }) => cells).map(({ slotId }, patient) => ({ slotId, patient }))
}

async function book(
  { ask, patients, headers }: Stage,
  { slotId, patient }: Slot,
  times: number[],
): Promise<void> {
  const start = performance.now()
  const path = `/slots/${slotId}/appointment`
  const { status, body } = await ask('POST', path, headers[patient] ?? {}, booking(patients[patient] ?? ''))
  times.push(performance.now() - start)
  if (status !== 201) throw new Error(`${status} ${body}`)
}

if (import.meta.main) {
  const [clients = '1', rounds = '11'] = process.argv.slice(2)
  console.table([await measureBookingRate(Number(clients), Number(rounds))])
}
