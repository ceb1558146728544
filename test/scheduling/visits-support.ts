import type { Offer, OfferPlan, Visit } from '#shared/scheduling/index.ts'
import type { Answer } from '#test/support/platform.ts'
import { type Caller, ok, wangjing } from './support.ts'

export const api = '/api/scheduling'

/** Thursday, 17 September 2026: two days after the day of the pictures. */
export const thursday = '2026-09-17'
export const afternoon = { start: 810, end: 990 }

export const offerPlan = (changed: Partial<OfferPlan> = {}): OfferPlan => ({
  on: { type: 'weekly', weekday: 4, everyWeeks: 1 },
  half: 'afternoon',
  time: { start: 780, end: 1080 },
  kinds: ['general', 'child'],
  where: { type: 'district' },
  mode: 'book',
  noticeDays: 0,
  validFrom: '2026-09-01',
  ...changed,
})

export const offers = async (
  by: Caller,
  practitionerId: string,
  changed: Partial<OfferPlan> = {},
): Promise<Offer> => ok(await by.post(`${api}/practitioners/${practitionerId}/offers`, offerPlan(changed)))

interface Asked {
  readonly practitionerId?: string
  readonly date?: string
  readonly time?: { start: number; end: number }
  readonly kind?: string
  readonly room?: string
}
export const asked = ({ practitionerId = 'prac-001', date = thursday, ...plan }: Asked = {}) => ({
  practitionerId,
  plan: { date, time: afternoon, kind: 'child', ...plan },
})

export const ask = (by: Caller, what: Asked = {}, siteId = wangjing, key?: string): Promise<Answer> =>
  by.post(`${api}/sites/${siteId}/visits`, asked(what), key)

export const answer = (by: Caller, { visitId, version }: Visit, said: object): Promise<Answer> =>
  by.post(`${api}/visits/${visitId}/answer`, { version, answer: said })

export const whoCanCome = (
  by: Caller,
  query: Record<string, string> = {},
  siteId = wangjing,
): Promise<Answer> =>
  by.get(
    `${api}/sites/${siteId}/who-can-come?${new URLSearchParams({ date: thursday, half: 'afternoon', kind: 'child', ...query })}`,
  )
