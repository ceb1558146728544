import { house, minuteOfDay } from './settings-sources.ts'

/** Offers to those who wait, and to those whose session was stopped. Minutes of a day count from midnight. */
export const waitingSettings = {
  waitOfferMinutes: house(
    120,
    [15, 1440],
    'Minutes for which a freed number is kept for the person on the waiting list',
  ),
  waitOfferLeastMinutes: house(20, [5, 240], 'Least minutes to answer an offer; with less none is made'),
  waitOfferLeadMinutes: house(
    60,
    minuteOfDay,
    'Minutes before its time by which an offered number has to be answered: the way to the clinic',
  ),
  quietFrom: house(1260, minuteOfDay, 'Minute of the day from which nobody has to answer; 1260 is 21:00'),
  quietUntil: house(
    480,
    minuteOfDay,
    'Minute of the day from which people have to answer again; 480 is 8:00',
  ),
  waitDays: house(90, [7, 365], 'Days ahead for which one can join a waiting list'),
  waitLapses: house(
    3,
    [1, 10],
    'Offers in a row without an answer after which a place in the waiting list ends',
  ),
  cascadeDays: house(28, [1, 60], 'Days ahead in which another number is looked for after a stop'),
  cascadeNearbyMinutes: house(
    45,
    [0, 240],
    'Longest road to another site that is offered after a stop, in minutes',
  ),
  cascadeNearbySites: house(4, [0, 12], 'Other sites that are looked at after a stop, the nearest first'),
  reofferMinutes: house(
    480,
    [15, 2880],
    'Minutes for which a number is kept for somebody whose session was stopped',
  ),
  reofferTimes: house(2, [1, 5], 'Numbers that are offered to one patient before somebody calls'),
} as const
