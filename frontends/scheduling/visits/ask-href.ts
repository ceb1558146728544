import type { IsoDate } from '#shared/kernel/calendar.ts'
import type { HalfDay } from '#shared/scheduling/index.ts'

/** Where a half-day without anybody leads to. */
export const askHref = (date: IsoDate, half: HalfDay): string =>
  `/app/scheduling/who-can-come?date=${date}&half=${half}`
