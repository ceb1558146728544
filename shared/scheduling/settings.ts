import * as z from 'zod'

/** How sure the source of a value is. `recalled` and `estimate` values are to be confirmed before use elsewhere. */
export const certainties = ['verified', 'recalled', 'estimate'] as const

interface Setting<Schema extends z.ZodType> {
  /** With its default and its description. */
  readonly schema: Schema
  readonly source: string
  readonly certainty: (typeof certainties)[number]
  /** Since when the value holds here. */
  readonly asOf: string
}

const setting = <Schema extends z.ZodType>(
  schema: Schema,
  certainty: Setting<Schema>['certainty'],
  source: string,
): Setting<Schema> => ({ schema, source, certainty, asOf: '2026-11-01' })

const beijing114 = 'Booking habits of the Beijing 114 platform'
const house = 'Set by the alliance'

/** Policy is data: each value with what it is for and where it comes from. Minutes of a day count from midnight. */
export const schedulingSettings = {
  releaseDaysAhead: setting(
    z.int().min(0).max(90).default(14).describe('Days before the session on which its numbers are released'),
    'recalled',
    beijing114,
  ),
  releaseMinute: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(480)
      .describe('Minute of the day at which numbers are released; 480 is 8:00'),
    'recalled',
    beijing114,
  ),
  cancelDaysBefore: setting(
    z
      .int()
      .min(0)
      .max(14)
      .default(1)
      .describe('Days before the session until which a patient can cancel or move alone'),
    'recalled',
    beijing114,
  ),
  cancelMinute: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(900)
      .describe('Minute of that day until which a patient can cancel or move; 900 is 15:00'),
    'recalled',
    beijing114,
  ),
  missesToPause: setting(
    z
      .int()
      .min(1)
      .max(20)
      .default(3)
      .describe('Missed appointments within the window that pause booking by oneself'),
    'recalled',
    beijing114,
  ),
  missWindowMonths: setting(
    z.int().min(1).max(12).default(3).describe('Months within which missed appointments are counted'),
    'recalled',
    beijing114,
  ),
  pauseMonths: setting(
    z
      .int()
      .min(1)
      .max(12)
      .default(3)
      .describe('Months for which booking by oneself is paused after the last of them'),
    'recalled',
    beijing114,
  ),
  slotMinutes: setting(z.int().min(5).max(120).default(15).describe('Minutes per number'), 'estimate', house),
  sessionCapacity: setting(
    z
      .int()
      .min(1)
      .max(40)
      .default(40)
      .describe('Most numbers of one session; one stop with all its patients is one write'),
    'verified',
    'TransactWriteItems holds 100 items: two for each number, extra ones included, and six more',
  ),
  extraSlots: setting(
    z
      .int()
      .min(0)
      .max(5)
      .default(5)
      .describe('Most extra numbers that a practitioner may open in one session'),
    'estimate',
    house,
  ),
  stopTakeBackMinutes: setting(
    z.int().min(0).max(60).default(10).describe('Minutes for which a stopped session can be resumed'),
    'estimate',
    house,
  ),
  remindDaysBefore: setting(
    z.int().min(1).max(7).default(1).describe('Days before the session on which its patients are reminded'),
    'estimate',
    house,
  ),
  remindMinute: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(1080)
      .describe('Minute of that day at which they are reminded; 1080 is 18:00, before the quiet hours'),
    'estimate',
    house,
  ),
  remindNotWithinHours: setting(
    z
      .int()
      .min(0)
      .max(72)
      .default(6)
      .describe('Hours before the reminder within which who has booked needs none'),
    'estimate',
    house,
  ),
  lateMinutes: setting(
    z.int().min(0).max(60).default(10).describe('Minutes after its time from which a number counts as late'),
    'estimate',
    house,
  ),
  dayStart: setting(
    z.int().min(0).max(1440).default(420).describe('Earliest start of a session; 420 is 7:00'),
    'estimate',
    house,
  ),
  noon: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(780)
      .describe('A session that starts before this minute is a morning; 780 is 13:00'),
    'estimate',
    house,
  ),
  dayEnd: setting(
    z.int().min(0).max(1440).default(1260).describe('Latest end of a session; 1260 is 21:00'),
    'estimate',
    house,
  ),
  holdMinutes: setting(
    z
      .int()
      .min(1)
      .max(30)
      .default(5)
      .describe('Minutes for which a number is kept while somebody fills in the form'),
    'estimate',
    house,
  ),
  waitOfferMinutes: setting(
    z
      .int()
      .min(15)
      .max(1440)
      .default(120)
      .describe('Minutes for which a freed number is kept for the person on the waiting list'),
    'estimate',
    house,
  ),
  waitOfferLeastMinutes: setting(
    z.int().min(5).max(240).default(20).describe('Least minutes to answer an offer; with less none is made'),
    'estimate',
    house,
  ),
  waitOfferLeadMinutes: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(60)
      .describe(
        'Minutes before its time by which an offered number has to be answered: the way to the clinic',
      ),
    'estimate',
    house,
  ),
  quietFrom: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(1260)
      .describe('Minute of the day from which nobody has to answer; 1260 is 21:00'),
    'estimate',
    house,
  ),
  quietUntil: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(480)
      .describe('Minute of the day from which people have to answer again; 480 is 8:00'),
    'estimate',
    house,
  ),
  waitDays: setting(
    z.int().min(7).max(365).default(90).describe('Days ahead for which one can join a waiting list'),
    'estimate',
    house,
  ),
  waitLapses: setting(
    z
      .int()
      .min(1)
      .max(10)
      .default(3)
      .describe('Offers in a row without an answer after which a place in the waiting list ends'),
    'estimate',
    house,
  ),
  followUpWindowDays: setting(
    z
      .int()
      .min(0)
      .max(28)
      .default(7)
      .describe('Days around the wanted day in which a follow-up is looked for'),
    'estimate',
    house,
  ),
  seriesTimes: setting(
    z.int().min(2).max(26).default(12).describe('Most appointments that are made in one series'),
    'estimate',
    house,
  ),
  latePlaces: setting(
    z
      .int()
      .min(0)
      .max(10)
      .default(2)
      .describe('Numbers that are called first when somebody arrives later than `lateMinutes`'),
    'estimate',
    house,
  ),
  skipPlaces: setting(
    z
      .int()
      .min(1)
      .max(10)
      .default(3)
      .describe('Numbers that are called before a skipped number is called again'),
    'estimate',
    house,
  ),
  appealDays: setting(
    z.int().min(1).max(180).default(30).describe('Days within which a missed appointment can be appealed'),
    'estimate',
    house,
  ),
  unknownTravelMinutes: setting(
    z
      .int()
      .min(0)
      .max(240)
      .default(0)
      .describe('Minutes between two places of which one has no known position'),
    'estimate',
    'No road is invented: only an overlap is refused then',
  ),
  visitMorningStart: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(540)
      .describe('Start of a visiting morning where nobody says otherwise; 540 is 9:00'),
    'estimate',
    house,
  ),
  visitMorningEnd: setting(
    z.int().min(0).max(1440).default(720).describe('End of a visiting morning; 720 is 12:00'),
    'estimate',
    house,
  ),
  visitAfternoonStart: setting(
    z.int().min(0).max(1440).default(810).describe('Start of a visiting afternoon; 810 is 13:30'),
    'estimate',
    house,
  ),
  visitAfternoonEnd: setting(
    z.int().min(0).max(1440).default(990).describe('End of a visiting afternoon; 990 is 16:30'),
    'estimate',
    house,
  ),
  visitClinicNumbers: setting(
    z
      .int()
      .min(0)
      .max(20)
      .default(3)
      .describe('Numbers of a new visit that the clinic keeps for its own patients'),
    'estimate',
    house,
  ),
  visitReferralNumbers: setting(
    z.int().min(0).max(20).default(2).describe('Numbers of a new visit that are kept for referrals'),
    'estimate',
    house,
  ),
  visitStepMinutes: setting(
    z.int().min(5).max(60).default(15).describe('Minutes between two starts that are proposed for a visit'),
    'estimate',
    house,
  ),
  visitShortestMinutes: setting(
    z.int().min(15).max(240).default(60).describe('Shortest visit that is proposed, in minutes'),
    'estimate',
    house,
  ),
  askHours: setting(
    z.int().min(1).max(336).default(48).describe('Hours for which an asked psychiatrist can answer'),
    'estimate',
    house,
  ),
  askUntilMinute: setting(
    z
      .int()
      .min(0)
      .max(1440)
      .default(720)
      .describe('Minute of the day before the visit by which the answer has to be there; 720 is noon'),
    'estimate',
    house,
  ),
  askLeastHours: setting(
    z
      .int()
      .min(1)
      .max(48)
      .default(6)
      .describe('Hours that remain for the answer where a clinic asks later than that'),
    'estimate',
    house,
  ),
  askBeforeStartHours: setting(
    z
      .int()
      .min(0)
      .max(48)
      .default(2)
      .describe('Hours before the visit at which an answer comes too late in any case'),
    'estimate',
    house,
  ),
  counterDays: setting(
    z
      .int()
      .min(1)
      .max(60)
      .default(28)
      .describe('Days around the asked day within which another one can be proposed'),
    'estimate',
    house,
  ),
  coverageLookBackDays: setting(
    z.int().min(7).max(120).default(60).describe('Days that the last clinic day of a site is looked for'),
    'estimate',
    house,
  ),
  proposalDays: setting(
    z.int().min(7).max(28).default(14).describe('Days ahead for which coverage proposals are made'),
    'estimate',
    house,
  ),
  proposalSites: setting(
    z.int().min(1).max(60).default(12).describe('Sites in most need that proposals are made for at a time'),
    'estimate',
    house,
  ),
  proposalsPerSite: setting(
    z.int().min(1).max(10).default(3).describe('Proposals that are shown for one site'),
    'estimate',
    house,
  ),
  proposalFarthestMinutes: setting(
    z.int().min(10).max(240).default(60).describe('Longest road to or from a proposed visit, in minutes'),
    'estimate',
    house,
  ),
  rosterDays: setting(
    z.int().min(31).max(400).default(400).describe('Most days that one import of a duty roster speaks for'),
    'estimate',
    house,
  ),
  commitmentDays: setting(
    z.int().min(1).max(90).default(60).describe('Most days of leave or duty that are entered at once'),
    'estimate',
    'All days or none is one write of at most 100 items',
  ),
  cascadeDays: setting(
    z
      .int()
      .min(1)
      .max(60)
      .default(28)
      .describe('Days ahead in which another number is looked for after a stop'),
    'estimate',
    house,
  ),
  cascadeNearbyMinutes: setting(
    z
      .int()
      .min(0)
      .max(240)
      .default(45)
      .describe('Longest road to another site that is offered after a stop, in minutes'),
    'estimate',
    house,
  ),
  cascadeNearbySites: setting(
    z
      .int()
      .min(0)
      .max(12)
      .default(4)
      .describe('Other sites that are looked at after a stop, the nearest first'),
    'estimate',
    house,
  ),
  reofferMinutes: setting(
    z
      .int()
      .min(15)
      .max(2880)
      .default(480)
      .describe('Minutes for which a number is kept for somebody whose session was stopped'),
    'estimate',
    house,
  ),
  reofferTimes: setting(
    z
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe('Numbers that are offered to one patient before somebody calls'),
    'estimate',
    house,
  ),
} as const

type All = typeof schedulingSettings
export type Settings = { readonly [K in keyof All]: z.output<All[K]['schema']> }

/** What holds where the alliance has set nothing else. */
export const defaultSettings: Settings = Object.fromEntries(
  Object.entries(schedulingSettings).map(([name, { schema }]) => [name, schema.parse(undefined)]),
) as Settings

export const settingLine = z.object({
  name: z.string(),
  value: z.number(),
  description: z.string(),
  source: z.string(),
  certainty: z.enum(certainties),
  asOf: z.string(),
})
export type SettingLine = z.infer<typeof settingLine>

/** The values as a page shows them, each with its source. */
export const settingLines = (values: Settings): SettingLine[] =>
  Object.entries(schedulingSettings).map(([name, { schema, source, certainty, asOf }]) => ({
    name,
    value: values[name as keyof Settings],
    description: schema.description ?? '',
    source,
    certainty,
    asOf,
  }))
