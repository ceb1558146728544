import type { Setting } from '#shared/kernel/setting.ts'

const house = { source: 'Set by the alliance', certainty: 'estimate', asOf: '2026-11-01' } as const

export const allianceSettings = {
  district: {
    value: '110105',
    description: 'Division code of the district whose alliance this is',
    source: 'GB/T 2260',
    certainty: 'verified',
    asOf: '2026-11-01',
  },
  departmentNames: {
    value: ['精神科', '心身医学科'],
    description:
      'Names that a community psychiatry department may carry; the first unless the site says otherwise',
    source: 'seed 002:L108-112',
    certainty: 'verified',
    asOf: '2026-11-01',
  },
  rectificationDays: {
    value: 30,
    description: 'Days given to put a finding right, where the inspectors do not say otherwise',
    ...house,
  },
  agreementExpiringDays: {
    value: 60,
    description: 'Days before its end from which an agreement counts as expiring',
    ...house,
  },
  travelDetour: {
    value: 1.35,
    description: 'Road distance over straight distance',
    ...house,
  },
  travelKilometresAnHour: {
    value: 22,
    description: 'Door-to-door speed in city traffic by day, km/h',
    ...house,
  },
  travelParkingMinutes: {
    value: 10,
    description: 'Minutes to park and walk, or to wait for public transport, once per journey',
    ...house,
  },
  walkMetresAMinute: {
    value: 80,
    description:
      'Walking speed along streets, m/min: with the detour, 15 minutes reach some 900 m in a straight line',
    source: 'GB 50180-2018: 15 minutes on foot are a radius of 800 to 1,000 m',
    certainty: 'recalled',
    asOf: '2026-11-01',
  },
  walkLongestMinutes: {
    value: 30,
    description: 'Minutes up to which a way is told as a walk; farther ones in kilometres',
    ...house,
  },
} as const satisfies Record<string, Setting<unknown>>
