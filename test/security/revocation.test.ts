import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Grant } from '#shared/access/index.ts'
import { type Apps, openApps } from '#test/support/apps.ts'
import { as, type Headers, sessionOf } from '#test/support/platform.ts'

let apps: Apps
let office: Headers
beforeAll(async () => {
  apps = await openApps()
  office = await as(apps.platform, 'office', { role: 'alliance-office' })
}, 60_000)
afterAll(() => apps.close())

const staff: Grant = { role: 'clinic-staff', siteId: 'site-050' }

/** One request to each of four contexts that a clinic's staff may ask; the statuses in that order. */
async function asked(headers: Headers): Promise<number[]> {
  const search = { method: 'POST', headers, body: JSON.stringify({ siteId: 'site-050', text: '' }) }
  const requests: [string, RequestInit][] = [
    ['/api/patients/search', search],
    ['/api/scheduling/sites/site-050/days/2026-09-16', { headers }],
    ['/api/alliance/departments', { headers }],
    ['/api/practitioners/practitioners', { headers }],
  ]
  return Promise.all(requests.map(async ([path, init]) => (await apps.request(path, init)).status))
}

const decide = (personId: string, path: string, body?: unknown) =>
  apps.request(`/api/access/people/${personId}${path}`, {
    method: 'POST',
    headers: office,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('a role', () => {
  it('that was taken away is refused at the next request, in every context, in the same session', async () => {
    const headers = await as(apps.platform, 'leaving', staff)
    expect(await asked(headers)).toEqual([200, 200, 200, 200])
    expect((await decide('leaving', '/grants/removal', { grant: staff })).status).toBe(200)
    expect(await asked(headers)).toEqual([403, 403, 403, 403])
  })

  it('that was given holds from the next request on, in the same session', async () => {
    const headers = await as(apps.platform, 'arriving')
    expect(await asked(headers)).toEqual([403, 403, 403, 403])
    expect((await decide('arriving', '/grants', { grant: staff })).status).toBe(200)
    expect(await asked(headers)).toEqual([200, 200, 200, 200])
  })

  it('at one site taken away leaves the one at another', async () => {
    const elsewhere: Grant = { role: 'clinic-staff', siteId: 'site-051' }
    const headers = await as(apps.platform, 'moving', staff, elsewhere)
    await decide('moving', '/grants/removal', { grant: staff })
    const search = (siteId: string) =>
      apps.request('/api/patients/search', {
        method: 'POST',
        headers,
        body: JSON.stringify({ siteId, text: '' }),
      })
    expect((await search('site-050')).status).toBe(403)
    expect((await search('site-051')).status).toBe(200)
  })
})

describe('signing out everywhere', () => {
  const unauthorised = [401, 401, 401, 401]

  it('ends every session of the person in every context, and nobody else has to sign in again', async () => {
    const first = await as(apps.platform, 'two-devices', staff)
    const second = await sessionOf(apps.platform, 'two-devices')
    const other = await as(apps.platform, 'colleague', staff)
    await new Promise((resume) => setTimeout(resume, 5))
    const path = '/api/access/session/sign-out-everywhere'
    expect((await apps.request(path, { method: 'POST', headers: first })).status).toBe(200)
    expect(await asked(first)).toEqual(unauthorised)
    expect(await asked(second)).toEqual(unauthorised)
    expect(await asked(other)).toEqual([200, 200, 200, 200])
  })

  it('by the office ends them too, and who signs in again is in again', async () => {
    const headers = await as(apps.platform, 'lost-phone', staff)
    await new Promise((resume) => setTimeout(resume, 5))
    expect((await decide('lost-phone', '/sign-out')).status).toBe(200)
    expect(await asked(headers)).toEqual(unauthorised)
    await new Promise((resume) => setTimeout(resume, 5))
    expect(await asked(await sessionOf(apps.platform, 'lost-phone'))).toEqual([200, 200, 200, 200])
  })
})

describe('a session that the page of another site uses', () => {
  it('changes nothing in any context: neither with a hostile origin nor with none', async () => {
    const { 'sec-fetch-site': _, ...old } = await as(apps.platform, 'visiting', staff)
    const hostile: Headers[] = [
      { ...old, 'sec-fetch-site': 'cross-site' },
      { ...old, 'sec-fetch-site': 'same-site' },
      { ...old, origin: 'https://elsewhere.example' },
      { ...old },
    ]
    const body = JSON.stringify({ siteId: 'site-050', text: '' })
    for (const headers of hostile) {
      const response = await apps.request('/api/patients/search', { method: 'POST', headers, body })
      expect(await response.json()).toMatchObject({ status: 403, type: 'urn:problem:http:cross-site' })
    }
  })
})
