import { useQuery } from '@pinia/colada'
import { ApiProblem } from '#frontends/kit/index.ts'
import { addDays, type IsoDate, monthOf } from '#shared/kernel/calendar.ts'
import { emptyMonth, type PublicMonth, publicFileOf, publicMonth } from '#shared/scheduling/index.ts'

const timeoutMs = 20_000
const lost = (): never => {
  throw new ApiProblem({ type: 'urn:problem:network', status: 0, title: 'No answer from the server' })
}

/** The published months are files, not reads of the database: what everybody may see is what is counted. */
async function readMonth(month: string): Promise<PublicMonth> {
  const address = `/public-data/${publicFileOf(month)}`
  const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) }).catch(lost)
  // Nothing is published for that month yet: there is no file then.
  if (response.status === 404) return emptyMonth(month, [], 0)
  const parsed = publicMonth.safeParse(await response.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  throw new ApiProblem({
    type: 'about:blank',
    status: response.status,
    title: 'The published month is unreadable',
  })
}

export const monthsBetween = (from: IsoDate, to: IsoDate): string[] => {
  const months = [monthOf(from)]
  for (let day = from; day <= to; day = addDays(day, 1))
    if (!months.includes(monthOf(day))) months.push(monthOf(day))
  return months
}

export const usePublished = (from: () => IsoDate, days: number) =>
  useQuery({
    key: () => ['alliance', 'published', ...monthsBetween(from(), addDays(from(), days - 1))],
    query: () => Promise.all(monthsBetween(from(), addDays(from(), days - 1)).map(readMonth)),
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
