import type { FieldCipher } from '#functions/platform/keys.ts'
import { type Found, readTogether, type Wanted, wanted } from '#functions/platform/read-together.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import type { Table } from '#functions/platform/table.ts'
import type { SlotKey } from '#shared/scheduling/index.ts'
import type { SchedulingEntities } from './entities.ts'
import { unpackGuard } from './guard-packing.ts'
import { slotFrom } from './packing.ts'
import type { projectionEntities } from './projection-entities.ts'
import { cardFrom } from './projection-repository.ts'
import { type Reading, sessionFrom } from './reading-repository.ts'
import type { Guard, Misses } from './records.ts'

type Projections = ReturnType<typeof projectionEntities>

/** What a booking or a move decides on, in one call: a call costs more of the processor than the reads in it. */
export function placeReader(
  table: Table,
  entities: SchedulingEntities,
  projections: Pick<Projections, 'cards'>,
  fields: FieldCipher,
) {
  const [slots, sessions] = [storedForm(entities.slots), storedForm(entities.sessions)]
  const [guards, misses] = [storedForm(entities.guards), storedForm(entities.misses)]
  const cards = storedForm(projections.cards)
  const placeParts = (key: SlotKey) => ({
    slot: wanted(slots, key, (item) => slotFrom(fields, item)),
    session: wanted(sessions, key, sessionFrom),
  })
  const dayParts = (patientId: string, date: string) => ({
    morning: wanted(guards, { patientId, date, half: '1' }, unpackGuard),
    afternoon: wanted(guards, { patientId, date, half: '2' }, unpackGuard),
  })
  const patientParts = (patientId: string) => ({
    card: wanted(cards, { patientId }, (item) => cardFrom(fields, item)),
    misses: wanted(misses, { patientId }, (item): Misses => item),
  })
  return {
    /** A number and its session: 1 RCU; 2 fresh. */
    findPlace: (key: SlotKey, reading?: Reading) => readTogether(table, placeParts(key), reading),

    /** All that a booking is decided on: the number, its session, the patient's day, card and misses. At most 6 RCU fresh. */
    bookingParts: (key: SlotKey, patientId: string) => ({
      ...placeParts(key),
      ...dayParts(patientId, key.date),
      ...patientParts(patientId),
    }),

    /** Once more, after somebody else was faster. */
    find: <const Parts extends Ahead>(parts: Parts) => readTogether(table, parts, { fresh: true }),

    /** The patient's half-days of one day: at most 2 RCU fresh. */
    async listDay(patientId: string, date: string, reading?: Reading): Promise<Guard[]> {
      return guardsOf(await readTogether(table, dayParts(patientId, date), reading))
    },
  }
}

type Ahead = Readonly<Record<string, Wanted<unknown>>>
export type BookingFound = Found<ReturnType<ReturnType<typeof placeReader>['bookingParts']>>

export const guardsOf = ({
  morning,
  afternoon,
}: Readonly<Record<'morning' | 'afternoon', Guard | undefined>>) =>
  [morning, afternoon].filter((guard) => guard !== undefined)
