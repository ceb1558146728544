interface Setting<Value> {
  readonly value: Value
  readonly description: string
  /** A statute article, a norm; `estimate` or `recalled` where nothing better is known. */
  readonly source: string
  readonly asOf: string
}

export const practitionersSettings = {
  expiringDays: {
    value: 30,
    description: 'Days before its end from which a practice counts as expiring',
    source: 'estimate',
    asOf: '2026-11-01',
  },
  longestTermDays: {
    value: 5 * 366,
    description: 'Longest term of one filing, days; a longer one is filed anew',
    source: 'estimate',
    asOf: '2026-11-01',
  },
  practiceBases: {
    value: ['alliance', 'filing', 'main'],
    description:
      'alliance: practice inside a medical alliance needs no change of registration (医师法 art. 18); filing: 备案 of a ' +
      'further place of practice (医师执业注册管理办法 2017, recalled); main: the body of registration (医师法 art. 14–15)',
    source: '医师法 2021 art. 14, 15, 18',
    asOf: '2022-03-01',
  },
} as const satisfies Record<string, Setting<unknown>>
