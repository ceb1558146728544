import type { PublicMonth } from '#shared/scheduling/index.ts'
import { shownMonths } from './clinic-days.ts'
import { isRecord, networkLost, unreadable } from './refusal.ts'

const isMonth = (value: unknown): value is PublicMonth =>
  isRecord(value) &&
  typeof value['madeAt'] === 'number' &&
  ['days', 'sites', 'sessions'].every((name) => Array.isArray(value[name]))

/** A month that nothing is published for yet has no file. */
async function fetchMonth(month: string): Promise<PublicMonth | undefined> {
  const response = await fetch(`/public-data/clinic-days-${month}.json`, { cache: 'no-cache' }).catch(() => {
    throw networkLost()
  })
  if (response.status === 404) return undefined
  const body: unknown = response.ok ? await response.json().catch(() => undefined) : undefined
  if (!isMonth(body)) throw unreadable(response.status)
  return body
}

/** The published files as they are now: of this month, and of the next where the window reaches into it. */
export async function fetchMonths(now: number): Promise<PublicMonth[]> {
  const months = await Promise.all(shownMonths(now).map(fetchMonth))
  return months.filter((month) => month !== undefined)
}
