import { addDays, instantOf } from '#shared/kernel/calendar.ts'
import type { Release } from './model.ts'

/** 放号 in milliseconds since the epoch: so many days before the session, at that minute in Beijing. */
export const releaseAtOf = (date: string, { daysAhead, at }: Release): number =>
  instantOf(addDays(date, -daysAhead), at)

export const isReleased = ({ releaseAt }: { readonly releaseAt: number }, now: number): boolean =>
  now >= releaseAt
