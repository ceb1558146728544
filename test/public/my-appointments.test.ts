import { afterEach, describe, expect, it, vi } from 'vitest'
import { bookSlot, listAppointments } from '#frontends/public/api.ts'
import { directionsTo } from '#frontends/public/directions.ts'
import { sorted } from '#frontends/public/my-appointments.ts'
import { fetchMonths } from '#frontends/public/published.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { appointmentOf, monthOf, now, today, wangjing } from './support.ts'

afterEach(() => vi.unstubAllGlobals())

const answer = (...responses: Response[]) => {
  const asked: [string, RequestInit | undefined][] = []
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    asked.push([url, init])
    return responses.shift() ?? new Response(null, { status: 500 })
  })
  return asked
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

describe('the list', () => {
  it('tells today, later and before apart, soonest first', () => {
    const list = [
      appointmentOf({ appointmentId: 'far', date: '2026-09-29' }),
      appointmentOf({ appointmentId: 'near', date: '2026-09-16' }),
      appointmentOf({ appointmentId: 'today', date: today }),
      appointmentOf({ appointmentId: 'gone', date: '2026-09-17', state: 'cancelled' }),
      appointmentOf({ appointmentId: 'over', date: '2026-08-19', state: 'seen' }),
    ]
    const ids = (part: readonly { appointmentId: string }[]) => part.map(({ appointmentId }) => appointmentId)
    const groups = sorted(list, now)
    expect([ids(groups.today), ids(groups.later), ids(groups.before)]).toEqual([
      ['today'],
      ['near', 'far'],
      ['gone', 'over'],
    ])
  })

  it('counts an appointment whose time has passed as before', () => {
    const groups = sorted([appointmentOf({ date: today })], instantOf(today, 601))
    expect(groups.today).toEqual([])
    expect(groups.before).toHaveLength(1)
  })
})

describe('what arrives', () => {
  it('is refused where it is not what the contract promises', async () => {
    answer(json({ appointments: [{ appointmentId: 'a' }] }))
    await expect(listAppointments('patient-1')).rejects.toMatchObject({ type: 'about:blank' })
    answer(json({ month: '2026-09', madeAt: 'yesterday' }))
    await expect(fetchMonths(now)).rejects.toMatchObject({ type: 'about:blank' })
  })

  it('does without the file of a month that nothing is published for', async () => {
    answer(json(monthOf()), new Response(null, { status: 404 }))
    expect(await fetchMonths(instantOf('2026-09-28'))).toHaveLength(1)
  })

  it('is asked for again with the same key where the store was busy', async () => {
    const busy = () => json({ type: 'urn:problem:http:try-again', status: 503, title: 'busy' }, 503)
    const asked = answer(busy(), json(appointmentOf(), 201))
    await bookSlot('s.1', { patientId: 'patient-1', visit: 'first' })
    const keys = asked.map(([, init]) => new Headers(init?.headers).get('idempotency-key'))
    expect(keys).toHaveLength(2)
    expect(keys[1]).toBe(keys[0])
  })

  it('ends a purpose when the server has decided: the next time is a new one', async () => {
    const taken = () => json({ type: 'urn:problem:scheduling:slot-taken', status: 409, title: 'taken' }, 409)
    const asked = answer(taken(), taken())
    for (const _ of [1, 2])
      await expect(bookSlot('s.2', { patientId: 'patient-1', visit: 'first' })).rejects.toMatchObject({
        type: 'urn:problem:scheduling:slot-taken',
      })
    const keys = asked.map(([, init]) => new Headers(init?.headers).get('idempotency-key'))
    expect(keys[1]).not.toBe(keys[0])
  })
})

it('asks the map for a name, not for a rough position, and says nothing of where one comes from', () => {
  const url = new URL(directionsTo({ siteName: '望京' }, wangjing))
  expect(Object.fromEntries(url.searchParams)).toEqual({
    keyword: wangjing.name,
    city: '110000',
    view: 'map',
    callnative: '1',
  })
})
