import { addDays } from '#shared/kernel/calendar.ts'

/** A week of the whole district where `share` is 1; never so little that nobody meets anybody. */
export const sizeOf = (share: number) => ({
  sites: Math.max(4, Math.round(60 * share)),
  doctors: Math.max(6, Math.round(89 * share)),
  patients: Math.round(5000 * share),
  seekers: Math.round(7100 * share),
  atDesk: Math.round(1750 * share),
  walkIns: Math.round(350 * share),
  stops: Math.max(2, Math.round(9 * share)),
})
export type Size = ReturnType<typeof sizeOf>

/** Two days before the first clinic, at seven in the morning: everything is planned, nothing is released. */
export const saturday = '2026-09-12'
export const monday = '2026-09-14'
export const workdays: readonly string[] = [0, 1, 2, 3, 4].map((day) => addDays(monday, day))
export const friday = addDays(monday, 4)
