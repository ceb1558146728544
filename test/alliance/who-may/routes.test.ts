import { beforeAll, describe, expect, it } from 'vitest'
import { asking } from '#test/support/platform.ts'
import { type Alliance, openDirectory } from '../support.ts'

const api = '/api/alliance'

describe('who may', () => {
  let alliance: Alliance
  beforeAll(async () => {
    alliance = await openDirectory()
  })
  const own = '/departments/site-050.psychiatry'

  it('inspect and decide: the office, not the site', async () => {
    const staff = await alliance.staffOf('site-050')
    for (const path of ['/pass', '/suspension', '/inspection/start', '/reinstatement', '/reinspection']) {
      const refused = await staff.post(`${api}${own}${path}`, { version: 0, reason: '试' })
      expect([path, refused.status, refused.body.type]).toEqual([path, 403, 'urn:problem:http:forbidden'])
    }
  })

  it('self-check: the site itself; another site does not learn that there is something', async () => {
    const other = await alliance.staffOf('site-009')
    const refused = await other.post(`${api}${own}/application`, { version: 0, contact: '白昕' })
    expect([refused.status, refused.body.type]).toEqual([404, 'urn:problem:alliance:department-unknown'])
    expect((await other.get(`${api}${own}`)).body).toEqual(refused.body)
    const board = await other.get(`${api}/departments`)
    expect(board.body.departments.map((one: { departmentId: string }) => one.departmentId)).toEqual([
      'site-009.psychiatry',
    ])
  })

  it.each([
    ['POST', '/site-imports'],
    ['POST', '/sites'],
    ['GET', '/agreements'],
    ['POST', '/agreements'],
    ['GET', '/departments'],
  ])('%s %s: not a patient, not a practitioner', async (method, path) => {
    const { app, roles } = alliance
    for (const person of [await roles.patient('p1'), await roles.practitioner('d1')]) {
      const refused = await asking(app, person).send(method, api + path, method === 'POST' ? {} : undefined)
      expect([refused.status, refused.body.type]).toEqual([403, 'urn:problem:http:forbidden'])
    }
  })

  it('nothing at all without a sign-in', async () => {
    const nobody = asking(alliance.app, await alliance.roles.nobody())
    expect((await nobody.get(`${api}/sites`)).status).toBe(401)
  })
})
