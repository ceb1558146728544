import { numbersOf } from '#shared/kernel/setting.ts'
import { asOf, house, minuteOfDay } from './settings-sources.ts'

/** Asking psychiatrists to come, and proposing where they are needed. Minutes of a day count from midnight. */
export const visitsSettings = {
  unknownTravelMinutes: numbersOf('No road is invented: only an overlap is refused then', 'estimate', asOf)(
    0,
    [0, 240],
    'Minutes between two places of which one has no known position',
  ),
  visitMorningStart: house(
    540,
    minuteOfDay,
    'Start of a visiting morning where nobody says otherwise; 540 is 9:00',
  ),
  visitMorningEnd: house(720, minuteOfDay, 'End of a visiting morning; 720 is 12:00'),
  visitAfternoonStart: house(810, minuteOfDay, 'Start of a visiting afternoon; 810 is 13:30'),
  visitAfternoonEnd: house(990, minuteOfDay, 'End of a visiting afternoon; 990 is 16:30'),
  visitClinicNumbers: house(3, [0, 20], 'Numbers of a new visit that the clinic keeps for its own patients'),
  visitReferralNumbers: house(2, [0, 20], 'Numbers of a new visit that are kept for referrals'),
  visitStepMinutes: house(15, [5, 60], 'Minutes between two starts that are proposed for a visit'),
  visitShortestMinutes: house(60, [15, 240], 'Shortest visit that is proposed, in minutes'),
  askHours: house(48, [1, 336], 'Hours for which an asked psychiatrist can answer'),
  askUntilMinute: house(
    720,
    minuteOfDay,
    'Minute of the day before the visit by which the answer has to be there; 720 is noon',
  ),
  askLeastHours: house(6, [1, 48], 'Hours that remain for the answer where a clinic asks later than that'),
  askBeforeStartHours: house(
    2,
    [0, 48],
    'Hours before the visit at which an answer comes too late in any case',
  ),
  counterDays: house(28, [1, 60], 'Days around the asked day within which another one can be proposed'),
  coverageLookBackDays: house(60, [7, 120], 'Days that the last clinic day of a site is looked for'),
  proposalDays: house(14, [7, 28], 'Days ahead for which coverage proposals are made'),
  proposalSites: house(12, [1, 60], 'Sites in most need that proposals are made for at a time'),
  proposalsPerSite: house(3, [1, 10], 'Proposals that are shown for one site'),
  proposalFarthestMinutes: house(60, [10, 240], 'Longest road to or from a proposed visit, in minutes'),
} as const
