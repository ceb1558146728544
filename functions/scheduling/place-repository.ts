import type { EntityItem } from 'electrodb'
import type { FieldCipher } from '#functions/platform/keys.ts'
import { readTogether, wanted } from '#functions/platform/read-together.ts'
import type { Table } from '#functions/platform/table.ts'
import type { SlotKey } from '#shared/scheduling/index.ts'
import type { SchedulingEntities, SlotItem } from './entities.ts'
import { slotFrom } from './packing.ts'
import type { projectionEntities } from './projection-entities.ts'
import { cardFrom } from './projection-repository.ts'
import { type Reading, sessionFrom } from './reading-repository.ts'

type Projections = ReturnType<typeof projectionEntities>
type SessionItem = EntityItem<SchedulingEntities['sessions']>
type CardItem = EntityItem<Projections['cards']>

/** What a booking or a move decides on, in one call: a call costs more of the processor than the reads in it. */
export function placeReader(
  table: Table,
  { slots, sessions }: SchedulingEntities,
  { cards }: Pick<Projections, 'cards'>,
  fields: FieldCipher,
) {
  const partsOf = (key: SlotKey) => {
    const { siteId, date, suffix } = key
    return {
      slot: wanted(slots.get(key), (Item) => slotFrom(fields, slots.parse({ Item }).data as SlotItem)),
      session: wanted(sessions.get({ siteId, date, suffix }), (Item) =>
        sessionFrom(sessions.parse({ Item }).data as SessionItem),
      ),
    }
  }
  const cardOf = (patientId: string) =>
    wanted(cards.get({ patientId }), (Item) => cardFrom(fields, cards.parse({ Item }).data as CardItem))
  return {
    /** A number and its session: 1 RCU; 2 fresh. */
    findPlace: (key: SlotKey, reading?: Reading) => readTogether(table, partsOf(key), reading),

    /** The patient's card besides: 1.5 RCU; 3 fresh. */
    findPlaceFor: (key: SlotKey, patientId: string, reading?: Reading) =>
      readTogether(table, { ...partsOf(key), card: cardOf(patientId) }, reading),
  }
}
