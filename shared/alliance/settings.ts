/** One value that an alliance may set otherwise, with where it comes from. */
export interface Setting<Value> {
  readonly value: Value
  readonly description: string
  /** A statute article, a norm, a seed's line; `estimate` or `recalled` where nothing better is known. */
  readonly source: string
  /** Since when the value holds here. */
  readonly asOf: string
}

export const allianceSettings = {
  district: {
    value: '110105',
    description: 'Division code of the district whose alliance this is',
    source: 'GB/T 2260',
    asOf: '2026-11-01',
  },
  departmentNames: {
    value: ['精神科', '心身医学科'],
    description:
      'Names that a community psychiatry department may carry; the first unless the site says otherwise',
    source: 'seed 002:L108-112',
    asOf: '2026-11-01',
  },
  rectificationDays: {
    value: 30,
    description: 'Days given to put a finding right, where the inspectors do not say otherwise',
    source: 'estimate',
    asOf: '2026-11-01',
  },
  agreementExpiringDays: {
    value: 60,
    description: 'Days before its end from which an agreement counts as expiring',
    source: 'estimate',
    asOf: '2026-11-01',
  },
  travelDetour: {
    value: 1.35,
    description: 'Road distance over straight distance',
    source: 'estimate',
    asOf: '2026-11-01',
  },
  travelKilometresAnHour: {
    value: 22,
    description: 'Door-to-door speed in city traffic by day, km/h',
    source: 'estimate',
    asOf: '2026-11-01',
  },
  travelParkingMinutes: {
    value: 10,
    description: 'Minutes to park and walk, or to wait for public transport, once per journey',
    source: 'estimate',
    asOf: '2026-11-01',
  },
} as const satisfies Record<string, Setting<unknown>>
