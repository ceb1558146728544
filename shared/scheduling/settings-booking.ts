import { beijing114, house, minuteOfDay } from './settings-sources.ts'

/** What patients meet when they book, move, cancel and stay away. Minutes of a day count from midnight. */
export const bookingSettings = {
  releaseDaysAhead: beijing114(14, [0, 90], 'Days before the session on which its numbers are released'),
  releaseMinute: beijing114(480, minuteOfDay, 'Minute of the day at which numbers are released; 480 is 8:00'),
  cancelDaysBefore: beijing114(
    1,
    [0, 14],
    'Days before the session until which a patient can cancel or move alone',
  ),
  cancelMinute: beijing114(
    900,
    minuteOfDay,
    'Minute of that day until which a patient can cancel or move; 900 is 15:00',
  ),
  missesToPause: beijing114(
    3,
    [1, 20],
    'Missed appointments within the window that pause booking by oneself',
  ),
  missWindowMonths: beijing114(3, [1, 12], 'Months within which missed appointments are counted'),
  pauseMonths: beijing114(3, [1, 12], 'Months for which booking by oneself is paused after the last of them'),
  appealDays: house(30, [1, 180], 'Days within which a missed appointment can be appealed'),
  holdMinutes: house(5, [1, 30], 'Minutes for which a number is kept while somebody fills in the form'),
  followUpWindowDays: house(7, [0, 28], 'Days around the wanted day in which a follow-up is looked for'),
  seriesTimes: house(12, [2, 26], 'Most appointments that are made in one series'),
  remindDaysBefore: house(1, [1, 7], 'Days before the session on which its patients are reminded'),
  remindMinute: house(
    1080,
    minuteOfDay,
    'Minute of that day at which they are reminded; 1080 is 18:00, before the quiet hours',
  ),
  remindNotWithinHours: house(6, [0, 72], 'Hours before the reminder within which who has booked needs none'),
} as const
