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
    'TransactWriteItems holds 100 items: two for each number, extra ones included, and four more',
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
