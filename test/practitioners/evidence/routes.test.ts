import { describe, expect, it } from 'vitest'
import { pagesOf } from '#test/support/files.ts'
import { asking } from '#test/support/platform.ts'
import { chen, openRegister, term } from '../support.ts'

const api = '/api/practitioners/practitioners'

/** Where columns begin, a reader may find a space or none. */
const plain = (text: string): string => text.replaceAll(/\s/g, '')

const licence = { category: 'clinical', scope: ['mental-health'], from: '2010-05-01' }
const insurance = { insurer: '华安保险', policyNumber: 'BD-77', from: '2026-01-01', to: '2026-12-31' }

/** Chen's practice at Wangjing, with two clinics held there, one stopped and three visits seen. */
async function opened() {
  const register = await openRegister()
  const { office, hear, app } = register
  const { body } = await office.post(api, { ...chen, licence, insurance })
  const { practitionerId } = body
  const filed = await office.post(`${api}/${practitionerId}/practices`, {
    ...term,
    filingNumber: '京朝备 2026-018',
    version: 1,
  })
  const { practiceId } = filed.body.practices[0]
  const session = (sessionId: string, date: string, state = 'published') =>
    hear(`scheduling/session-${state}`, {
      sessionId,
      siteId: 'site-050',
      practitionerId,
      date,
      state,
      version: state === 'published' ? 1 : 2,
    })
  await session('site-050.20260901.aa', '2026-09-01')
  await session('site-050.20260908.bb', '2026-09-08')
  await session('site-050.20260910.cc', '2026-09-10')
  await session('site-050.20260910.cc', '2026-09-10', 'stopped')
  for (const slot of ['20260901.aa.01', '20260901.aa.02', '20260908.bb.01'])
    await hear('scheduling/seen', { slotId: `site-050.${slot}` })
  const path = `${api}/${practitionerId}/practices/${practiceId}`
  const print = async (query = '', headers?: Awaited<ReturnType<typeof register.roles.office>>) => {
    const response = await app.request(`${path}/evidence${query}`, {
      headers: headers ?? (await register.roles.office()),
    })
    return { response, pages: response.ok ? await pagesOf(new Uint8Array(await response.arrayBuffer())) : [] }
  }
  return { ...register, practitionerId, practiceId, path, print, version: filed.body.version }
}

describe('the evidence pack', () => {
  it('is a PDF in which a reader finds the name, the term, the papers and the counts', async () => {
    const { print, office, path, version } = await opened()
    await office.put(`${path}/complaints`, { version, count: 2, note: '均已答复' })
    const { response, pages } = await print()
    expect(response.headers.get('content-type')).toBe('application/pdf')
    const text = pages.join('')
    for (const words of [
      '多点执业依据材料',
      '陈思远',
      '110000000000001',
      '望京社区卫生服务中心',
      '2026-01-01 至 2026-12-31',
      '京朝备 2026-018',
      '华安保险 BD-77',
      '出诊2 次',
      '停诊1 次',
      '看诊3 人次',
      '投诉2 次 均已答复',
      '纸面已核',
    ])
      expect(text).toContain(plain(words))
  })

  it('says on every page which page it is, and who printed it when', async () => {
    const { print, office, path, ...rest } = await opened()
    let { version } = rest
    for (let count = 0; count < 45; count++)
      version = (await office.put(`${path}/complaints`, { version, count })).body.version
    const { pages } = await print()
    expect(pages.length).toBeGreaterThan(1)
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`第${index + 1}页，共${pages.length}页`)
      expect(page).toContain('office于2026-09-1510:00打印')
    }
  })

  it('is written in English for who asks so', async () => {
    const { print } = await opened()
    const text = (await print('?lang=en')).pages.join('')
    expect(text).toMatch(/Evidencepack:multi-sitepractice.*Page1of2.*Clinicsheld2/)
  })

  it("is the office's and the psychiatrist's own, and nobody else's", async () => {
    const { print, roles, practitionerId } = await opened()
    expect((await print('', await roles.practitioner(practitionerId))).response.status).toBe(200)
    expect((await print('', await roles.practitioner('someone'))).response.status).toBe(404)
    expect((await print('', await roles.clinicStaff('site-050'))).response.status).toBe(403)
  })

  it('counts a visit once however often it is told, and not one that was taken back', async () => {
    const { print, hear } = await opened()
    await hear('scheduling/seen', { slotId: 'site-050.20260901.aa.01' })
    await hear('scheduling/undone', { slotId: 'site-050.20260901.aa.02' }, '1')
    expect((await print()).pages.join('')).toContain('看诊2人次')
  })
})

it('refuses the papers of a practice that is not there', async () => {
  const { app, roles, practitionerId } = await opened()
  const office = asking(app, await roles.office())
  const answer = await office.get(`${api}/${practitionerId}/practices/none/evidence`)
  expect(answer.body.type).toBe('urn:problem:practitioners:practice-unknown')
})
