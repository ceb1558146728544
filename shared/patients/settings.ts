import { type Setting, type ValuesOf, valuesOf } from '#shared/kernel/setting.ts'

const carriers = {
  source: 'Custom of Chinese SMS carriers, who block commercial messages between 21:00 and 8:00',
  certainty: 'estimate',
  asOf: '2026-11-01',
} as const

/** Policy of messages: each value with what it is for and where it comes from. Minutes of a day count from midnight. */
export const patientsSettings = {
  quietFrom: {
    value: 1260,
    limits: [0, 1440],
    description: 'Minute from which no message leaves the house; 1260 is 21:00',
    ...carriers,
  },
  quietUntil: {
    value: 480,
    limits: [0, 1440],
    description: 'Minute from which messages leave again; 480 is 8:00',
    ...carriers,
  },
  retryMinutes: {
    value: [1, 5, 15, 60, 240],
    limits: [1, 1440],
    description:
      'Minutes between tries where the gateway does not answer, ten at most; after the last the next channel is tried',
    source: 'Set by the alliance',
    certainty: 'estimate',
    asOf: '2026-11-01',
  },
} satisfies Record<string, Setting<number | readonly number[]>>
export type PatientsSettings = ValuesOf<typeof patientsSettings>

/** What holds where the alliance has set nothing else. */
export const defaultPatientsSettings: PatientsSettings = valuesOf(patientsSettings)
