import type { Setting } from '#shared/kernel/setting.ts'

const house = { source: 'Set by the alliance', certainty: 'estimate', asOf: '2026-11-01' } as const

export const practitionersSettings = {
  expiringDays: {
    value: 30,
    description: 'Days before its end from which a practice counts as expiring',
    ...house,
  },
  warningDays: {
    value: [60, 30, 7],
    description:
      'Days ahead at which the end of a filing, licence, insurance or agreement is told, once each',
    ...house,
  },
  longestTermDays: {
    value: 5 * 366,
    description: 'Longest term of one filing, days; a longer one is filed anew',
    ...house,
  },
  practiceBases: {
    value: ['alliance', 'filing', 'main'],
    description:
      'alliance: practice inside a medical alliance needs no change of registration (医师法 art. 18); filing: 备案 of a ' +
      'further place of practice (医师执业注册管理办法 2017, recalled); main: the body of registration (医师法 art. 14–15)',
    source: '医师法 2021 art. 14, 15, 18',
    certainty: 'verified',
    asOf: '2022-03-01',
  },
  checksByBasis: {
    value: {
      alliance: ['cooperation-agreement', 'liability-insurance', 'schedule-conflicts', 'disclosure'],
      filing: [
        'first-practice-consent',
        'cooperation-agreement',
        'liability-insurance',
        'schedule-conflicts',
        'disclosure',
      ],
      main: ['liability-insurance', 'disclosure'],
    },
    description: 'Documents that must be settled before a practice is filed, by its legal basis',
    source: 'Set by the alliance, after the papers that 医师执业注册管理办法 2017 asks for (recalled)',
    certainty: 'estimate',
    asOf: '2026-11-01',
  },
  scopeNeeded: {
    value: 'mental-health',
    description: 'Scope of practice that a licence must name before a practice of it is filed',
    source: '医师法 2021 art. 14',
    certainty: 'verified',
    asOf: '2022-03-01',
  },
  insuranceEnds: {
    value: 'where-recorded',
    description:
      'Does the end of the liability insurance end the practice: `always` (none recorded: none may be seen), ' +
      '`where-recorded`, or `never`',
    ...house,
  },
} as const satisfies Record<string, Setting<unknown>>
export type InsuranceRule = 'always' | 'where-recorded' | 'never'
