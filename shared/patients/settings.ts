import * as z from 'zod'

interface Setting<Value> {
  readonly schema: z.ZodType<Value>
  readonly source: string
  readonly certainty: 'verified' | 'recalled' | 'estimate'
  readonly asOf: string
}

const setting = <Value>(
  schema: z.ZodType<Value>,
  certainty: Setting<Value>['certainty'],
  source: string,
): Setting<Value> => ({ schema, source, certainty, asOf: '2026-11-01' })

const minute = z.int().min(0).max(1440)
const house = 'Set by the alliance'

/** Policy of messages: each value with what it is for and where it comes from. Minutes of a day count from midnight. */
export const patientsSettings = {
  quietFrom: setting(
    minute.default(1260).describe('Minute from which no message leaves the house; 1260 is 21:00'),
    'estimate',
    'Custom of Chinese SMS carriers, who block commercial messages between 21:00 and 8:00',
  ),
  quietUntil: setting(
    minute.default(480).describe('Minute from which messages leave again; 480 is 8:00'),
    'estimate',
    'Custom of Chinese SMS carriers, who block commercial messages between 21:00 and 8:00',
  ),
  retryMinutes: setting(
    z
      .array(z.int().min(1).max(1440))
      .max(10)
      .default([1, 5, 15, 60, 240])
      .describe(
        'Minutes between tries where the gateway does not answer; after the last the next channel is tried',
      ),
    'estimate',
    house,
  ),
} as const

type All = typeof patientsSettings
export type PatientsSettings = { readonly [K in keyof All]: z.output<All[K]['schema']> }

/** What holds where the alliance has set nothing else. */
export const defaultPatientsSettings: PatientsSettings = Object.fromEntries(
  Object.entries(patientsSettings).map(([name, { schema }]) => [name, schema.parse(undefined)]),
) as unknown as PatientsSettings
