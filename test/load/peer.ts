import type { BookingRate } from './booking-rate.ts'
import type { Day } from './day.ts'
import { round } from './figures.ts'
import type { Memory } from './memory.ts'

/** One figure of ours beside the best open peer's: how many times better ours is. */
export interface Beside {
  readonly figure: string
  readonly ours: number
  readonly peer: number
  readonly timesBetter: number
}

export interface Ours {
  readonly one: BookingRate
  readonly sixteen: BookingRate
  readonly day: Day
  readonly memory: Memory
}

const lower = (figure: string, ours: number, peer: number): Beside => ({
  ...{ figure, ours, peer },
  timesBetter: round(peer / ours, 1),
})
const higher = (figure: string, ours: number, peer: number): Beside => ({
  ...{ figure, ours, peer },
  timesBetter: round(ours / peer, 1),
})

/**
 * A FHIR server on PostgreSQL, measured once on two cores of the same kind; it is not run here, so its times say at what
 * scale ours are and no more. It refused 8 % of free numbers under load; of ours one refusal ends the measure.
 */
export const besideThePeer = ({ one, sixteen, day, memory }: Ours): Beside[] => [
  lower('booking over HTTP, p50 ms', one.p50, 13),
  lower('booking over HTTP, p95 ms', one.p95, 19),
  higher('bookings a second, one client', one.api, 79),
  higher('bookings a second, sixteen clients', sixteen.api, 160),
  lower('a day of 40 numbers, ms', day.p50, 4.7),
  lower('a day of 40 numbers, bytes', day.bytes, 28_000),
  lower('memory in all, MiB', memory.serverMiB + memory.engineMiB, 1229),
]
