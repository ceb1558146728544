import { type Limits, numbersOf } from '#shared/kernel/setting.ts'

/** Since when the values hold here. */
export const asOf = '2026-11-01'

export const beijing114 = numbersOf('Booking habits of the Beijing 114 platform', 'recalled', asOf)
export const house = numbersOf('Set by the alliance', 'estimate', asOf)

export const minuteOfDay: Limits = [0, 1440]
