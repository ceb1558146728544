import * as z from 'zod'
import { certainties, type ValuesOf, valuesOf } from '#shared/kernel/setting.ts'
import { bookingSettings } from './settings-booking.ts'
import { sessionsSettings } from './settings-sessions.ts'
import { visitsSettings } from './settings-visits.ts'
import { waitingSettings } from './settings-waiting.ts'

/** Policy is data: each value with its limits, what it is for and where it comes from. */
export const schedulingSettings = {
  ...bookingSettings,
  ...sessionsSettings,
  ...waitingSettings,
  ...visitsSettings,
} as const
export type Settings = ValuesOf<typeof schedulingSettings>

/** What holds where the alliance has set nothing else. */
export const defaultSettings: Settings = valuesOf(schedulingSettings)

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
  Object.entries(schedulingSettings).map(([name, { description, source, certainty, asOf }]) => ({
    name,
    value: values[name as keyof Settings],
    description,
    source,
    certainty,
    asOf,
  }))
