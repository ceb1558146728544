import { type IsoDate, instantOf } from '#shared/kernel/calendar.ts'
import type { Slot } from '#shared/scheduling/index.ts'
import { dayList } from './settings.ts'

/** The instant from which a person's turn counts: the number's time, or the arrival of who came much too late. */
function turn(slot: Slot, date: IsoDate): number {
  const due = instantOf(date, slot.time.start)
  const arrived = slot.held?.arrivedAt ?? due
  return arrived - due > dayList.keepsPlaceFor * 60_000 ? arrived : due
}

/** Who is here and waits, in the order of calling. */
export const waitingLine = (slots: readonly Slot[], date: IsoDate): Slot[] =>
  slots
    .filter(({ state }) => state === 'arrived')
    .toSorted((a, b) => turn(a, date) - turn(b, date) || a.number - b.number)

/** Who is with the doctor, the one called last first. */
export const withDoctor = (slots: readonly Slot[]): Slot[] =>
  slots
    .filter(({ state }) => state === 'called')
    .toSorted((a, b) => (b.held?.calledAt ?? 0) - (a.held?.calledAt ?? 0))

/** Numbers as they are called and drawn: `07`. */
export const called = (number: number): string => String(number).padStart(2, '0')
