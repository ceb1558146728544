import { numbersOf } from '#shared/kernel/setting.ts'
import { asOf, house, minuteOfDay } from './settings-sources.ts'

/** Planning a session and the day it is held. Minutes of a day count from midnight. */
export const sessionsSettings = {
  slotMinutes: house(15, [5, 120], 'Minutes per number'),
  sessionCapacity: numbersOf(
    'TransactWriteItems holds 100 items: two for each number, extra ones included, and six more',
    'verified',
    asOf,
  )(40, [1, 40], 'Most numbers of one session; one stop with all its patients is one write'),
  extraSlots: house(5, [0, 5], 'Most extra numbers that a practitioner may open in one session'),
  dayStart: house(420, minuteOfDay, 'Earliest start of a session; 420 is 7:00'),
  noon: house(780, minuteOfDay, 'A session that starts before this minute is a morning; 780 is 13:00'),
  dayEnd: house(1260, minuteOfDay, 'Latest end of a session; 1260 is 21:00'),
  stopTakeBackMinutes: house(10, [0, 60], 'Minutes for which a stopped session can be resumed'),
  moveKeptMinutes: house(
    60,
    [10, 240],
    'Minutes for which the numbers of a new day are kept for those who come along with a moved session',
  ),
  lateMinutes: house(10, [0, 60], 'Minutes after its time from which a number counts as late'),
  latePlaces: house(
    2,
    [0, 10],
    'Numbers that are called first when somebody arrives later than `lateMinutes`',
  ),
  skipPlaces: house(3, [1, 10], 'Numbers that are called before a skipped number is called again'),
  rosterDays: house(400, [31, 400], 'Most days that one import of a duty roster speaks for'),
  commitmentDays: numbersOf('All days or none is one write of at most 100 items', 'estimate', asOf)(
    60,
    [1, 90],
    'Most days of leave or duty that are entered at once',
  ),
} as const
