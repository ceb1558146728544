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
  const seen = (slot: string, patientId: string, order?: string) =>
    hear('scheduling/seen', { slotId: `site-050.${slot}` }, order, [patientId])
  await seen('20260901.aa.01', 'patient-1')
  await seen('20260901.aa.02', 'patient-2')
  await seen('20260908.bb.01', 'patient-1')
  const path = `${api}/${practitionerId}/practices/${practiceId}`
  const print = async (query = '', headers?: Awaited<ReturnType<typeof register.roles.office>>) => {
    const response = await app.request(`${path}/evidence${query}`, {
      headers: headers ?? (await register.roles.office()),
    })
    return { response, pages: response.ok ? await pagesOf(new Uint8Array(await response.arrayBuffer())) : [] }
  }
  return { ...register, practitionerId, practiceId, path, print }
}

describe('the evidence pack', () => {
  it('is a PDF in which a reader finds the name, the term, the papers and the counts', async () => {
    const { print, office, path } = await opened()
    await office.put(`${path}/complaints`, { count: 2, note: '均已答复' })
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
      '看诊患者2 人',
      '投诉2 次 均已答复',
      '纸面已核',
    ])
      expect(text).toContain(plain(words))
  })

  it('says on every page which page it is, and who printed it when', async () => {
    const { print, office, path } = await opened()
    let seenAt: number | undefined
    for (let count = 0; count < 45; count++)
      seenAt = (await office.put(`${path}/complaints`, { count, seenAt })).body.complaints.notedAt
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

describe('whose clinics are counted', () => {
  /** The session of 8 September, which `opened` has told of at version 1. */
  const told = (practitionerId: string, version: number, more: object = {}) => ({
    ...{ sessionId: 'site-050.20260908.bb', siteId: 'site-050', practitionerId },
    ...{ date: '2026-09-08', state: 'published', version, ...more },
  })
  const heldIn = async ({ print }: Awaited<ReturnType<typeof opened>>) =>
    /出诊(\d+)次/.exec(plain((await print()).pages.join('')))?.[1]

  it('is who held them in the end, after a substitution too', async () => {
    const register = await opened()
    const { hear, practitionerId } = register
    const data = { ...told('other', 2), instead: told(practitionerId, 2), notices: [] }
    await hear('scheduling/session-substituted', data, '2')
    await hear('scheduling/session-published', told(practitionerId, 1), '1')
    expect(await heldIn(register)).toBe('1')
    await hear('scheduling/session-substituted', told(practitionerId, 3), '3')
    await hear('scheduling/session-substituted', data, '2')
    expect(await heldIn(register)).toBe('2')
  })

  it('is who held them after a swap of two', async () => {
    const register = await opened()
    const { hear, practitionerId, repository } = register
    const elsewhere = { sessionId: 'site-051.20260908.ee', siteId: 'site-051' }
    await hear('scheduling/session-published', told('other', 1, elsewhere), '1')
    const sessions = [
      { ...told('other', 2), instead: told(practitionerId, 2) },
      { ...told(practitionerId, 2, elsewhere), instead: told('other', 2, elsewhere) },
    ]
    await hear('scheduling/sessions-swapped', { sessions, notices: [] }, '2')
    await hear('scheduling/sessions-swapped', { sessions, notices: [] }, '2')
    expect(await heldIn(register)).toBe('1')
    expect(await repository.listClinics('site-051')).toMatchObject([{ practitionerId, state: 'published' }])
  })

  it('leaves out what was discarded, however late and often it is told', async () => {
    const register = await opened()
    const { hear, practitionerId } = register
    for (const [act, version] of [
      ['discarded', 2],
      ['published', 1],
      ['discarded', 2],
    ] as const)
      await hear(`scheduling/session-${act}`, told(practitionerId, version), String(version))
    expect(await heldIn(register)).toBe('1')
  })

  it('leaves out what was given up for another day', async () => {
    const register = await opened()
    const { hear, practitionerId } = register
    const elsewhere = { sessionId: 'site-051.20260908.ee', siteId: 'site-051' }
    const data = { ...told(practitionerId, 1, elsewhere), instead: told(practitionerId, 2) }
    await hear('scheduling/session-published', data, '2')
    await hear('scheduling/session-published', data, '2')
    expect(await heldIn(register)).toBe('1')
  })

  it('takes in again what a template has published anew under the same id', async () => {
    const register = await opened()
    const { hear, practitionerId } = register
    await hear('scheduling/session-discarded', told(practitionerId, 2), '2')
    await hear('scheduling/session-published', told(practitionerId, 1), '3')
    await hear('scheduling/session-discarded', told(practitionerId, 2), '2')
    expect(await heldIn(register)).toBe('2')
  })

  it('is not touched by drafts that came and went before', async () => {
    const register = await opened()
    const { hear, practitionerId } = register
    const anew = { sessionId: 'site-050.20260903.dd', date: '2026-09-03' }
    await hear('scheduling/session-changed', told(practitionerId, 2, { ...anew, state: 'draft' }), '1')
    await hear('scheduling/session-published', told(practitionerId, 1, anew), '3')
    await hear('scheduling/session-discarded', told(practitionerId, 3, { ...anew, state: 'draft' }), '2')
    expect(await heldIn(register)).toBe('3')
  })
})

it('names a character that the font lacks by its code, where a box would say nothing', async () => {
  const { office, print, path } = await opened()
  await office.put(`${path}/complaints`, { count: 1, note: '㛃女士来电，已答复' })
  const text = (await print()).pages.join('')
  expect(text).toContain('〔U+36C3〕女士来电，已答复')
})

it('tells people apart without keeping who they were, and says nothing where it could not', async () => {
  const { repository, print, hear } = await opened()
  const kept = JSON.stringify(await repository.listClinics('site-050'))
  expect(kept).not.toContain('patient-')
  await hear('scheduling/seen', { slotId: 'site-050.20260908.bb.02' })
  expect((await print()).pages.join('')).toContain('看诊患者没有登记')
})

it('refuses the papers of a practice that is not there', async () => {
  const { app, roles, practitionerId } = await opened()
  const office = asking(app, await roles.office())
  const answer = await office.get(`${api}/${practitionerId}/practices/none/evidence`)
  expect(answer.body.type).toBe('urn:problem:practitioners:practice-unknown')
})
