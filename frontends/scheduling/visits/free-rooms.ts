import * as z from 'zod'
import { isProblem } from '#frontends/kit/index.ts'
import type { DayIfAccepted } from '#shared/scheduling/index.ts'

const facts = z.object({ room: z.string(), freeRooms: z.array(z.string()) })
/** The room that has gone, and those that are free instead; there may be none. */
export type RoomTaken = z.infer<typeof facts>

const read = (said: unknown): RoomTaken | undefined => facts.safeParse(said).data

/** Of an answer that was refused because the room has gone. */
export const roomTakenIn = (problem: unknown): RoomTaken | undefined =>
  isProblem(problem, 'urn:problem:scheduling:room-taken') ? read(problem.document) : undefined

/** Of a day that would do but for the room. */
export const roomTakenOn = (day: DayIfAccepted | undefined): RoomTaken | undefined =>
  day?.problem === 'room-taken' ? read(day.facts) : undefined
