import { describe, expect, it } from 'vitest'
import { asking } from '#test/support/platform.ts'
import { api, filed, people } from '../drafts.ts'
import { openRegister, term } from '../support.ts'

describe('the walls', () => {
  it("show a site's staff a shared doctor's practice there, and nothing of the others or of the papers", async () => {
    const register = await openRegister()
    const { path, at } = await filed(register)
    await register.office.post(`${path}/practices`, { ...term, siteId: 'site-051', version: at() })
    const there = asking(register.app, await register.roles.clinicStaff('site-051'))
    const { body } = await there.get(path)
    expect(body.practices.map(({ siteId }: { siteId: string }) => siteId)).toEqual(['site-051'])
    expect(JSON.stringify(body)).not.toMatch(/110000000000001|site-050|望京|京朝备|licence/)
    const listed = await there.get(`${people}?site=site-050`)
    expect(listed.body.total).toBe(0)
    expect((await there.get(`${api}/practices`)).body.practices).toHaveLength(1)
  })

  it('let a panel see names and specialties only', async () => {
    const register = await openRegister()
    const { path } = await filed(register)
    const panel = asking(register.app, await register.roles.panelCoordinator())
    expect((await panel.get(path)).body).toMatchObject({ name: '陈思远', practices: [] })
  })

  it('keep the papers from everybody but the office and the psychiatrist', async () => {
    const register = await openRegister()
    const { papers, practitionerId } = await filed(register)
    const as = async (headers: Parameters<typeof asking>[1]) =>
      (await asking(register.app, headers).get(papers)).status
    expect(await as(await register.roles.practitioner(practitionerId))).toBe(200)
    expect(await as(await register.roles.practitioner('other'))).toBe(404)
    expect(await as(await register.roles.clinicStaff('site-050'))).toBe(403)
    expect(await as(await register.roles.referralDesk('site-056'))).toBe(403)
  })
})
