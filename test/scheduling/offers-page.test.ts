import { describe, expect, it } from 'vitest'
import OfferFormPage from '#frontends/scheduling/pages/OfferFormPage.vue'
import OffersPage from '#frontends/scheduling/pages/OffersPage.vue'
import type { Actor } from '#shared/access/index.ts'
import type { Offer } from '#shared/scheduling/index.ts'
import { framed, saying } from '../support/page-frame.ts'
import {
  type Answers,
  type Asked,
  clerk,
  now,
  type Opened,
  openPage,
  psychiatrist,
  refused,
  stubServer,
} from './pages.ts'

const offer: Offer = {
  offerId: 'w4.a.x',
  practitionerId: 'prac-001',
  name: '陈思远',
  title: 'chief',
  initials: 'csy',
  organisationId: 'org-1',
  organisationName: '北京安定医院',
  on: { type: 'weekly', weekday: 4, everyWeeks: 1 },
  half: 'afternoon',
  time: { start: 780, end: 1020 },
  kinds: ['child', 'general'],
  where: { type: 'sites', siteIds: ['site-050', 'site-051'] },
  mode: 'ask',
  noticeDays: 3,
  visitsAWeek: 2,
  validFrom: '2026-09-01',
  words: '三点后更方便',
  version: 7,
}
const single: Offer = {
  ...offer,
  offerId: '2026-09-17.m.y',
  on: { type: 'date', date: '2026-09-17' },
  half: 'morning',
  time: { start: 540, end: 720 },
  mode: 'book',
}

let asked: Asked[]
let page: Opened | undefined
async function open(
  which: typeof OffersPage | typeof OfferFormPage,
  answers: Answers = {},
  props = {},
  person = psychiatrist,
): Promise<Opened> {
  asked = stubServer(answers, {
    'GET .*/practitioners/prac-001/offers': () => ({ offers: [single, offer] }),
    'GET /api/alliance/sites': () => ({ sites: [], total: 0 }),
    'GET /api/alliance/subdistricts': () => ({ subdistricts: [] }),
  })
  page = onScreen(await openPage(which, '/offers', person, { props }))
  return page
}
const press = (words: string): void =>
  [...document.querySelectorAll<HTMLElement>('button, label')]
    .filter(({ textContent }) => textContent?.trim().startsWith(words))
    .at(-1)
    ?.click()
const sent = () => asked.filter(({ method }) => method !== 'GET')

const onScreen = framed(now, () =>
  Promise.all([
    import('#frontends/kit/overlays/DangerDialog.vue'),
    import('#frontends/scheduling/components/DoctorChoice.vue'),
    import('#frontends/scheduling/components/EndOfferDialog.vue'),
    import('#frontends/scheduling/offers/register-api.ts'),
  ]),
)

describe('what a psychiatrist offers', () => {
  it('stands by week and by single days, each with its terms in words', async () => {
    const { text } = await open(OffersPage)
    expect(text()).toContain('每周四 下午')
    expect(text()).toContain('儿童、成人 · 2 家机构')
    expect(text()).toContain('提前 3 天 · 每周最多 2 次 · 9月1日 起 · 三点后更方便')
    expect(text()).toContain('9月17日 周四 上午')
  })

  it('ends on a day, after saying that what is agreed stays', async () => {
    const { text, settle } = await open(OffersPage, {
      'POST .*/end': () => ({ offerId: offer.offerId, lastDay: '2026-09-15' }),
    })
    ;[...document.querySelectorAll<HTMLElement>('.s-willing')][0]
      ?.querySelectorAll<HTMLElement>('button')[0]
      ?.click()
    await settle()
    expect(text()).toContain('已经约好的出诊不变')
    press('不再提出')
    await settle()
    expect(sent()[0]).toMatchObject({
      path: '/api/scheduling/practitioners/prac-001/offers/w4.a.x/end',
      body: { version: 7, lastDay: '2026-09-15' },
    })
  })

  it('begins with what commits least, and is sent as the contract wants it', async () => {
    const { settle, router } = await open(OfferFormPage, { 'POST .*/offers': () => offer })
    press('直接约')
    await settle()
    press('保存')
    document.querySelector('form')?.dispatchEvent(new Event('submit'))
    await settle()
    expect(sent()[0]?.body).toEqual({
      on: { type: 'weekly', weekday: 3, everyWeeks: 1 },
      half: 'afternoon',
      time: { start: 810, end: 990 },
      kinds: ['general'],
      where: { type: 'district' },
      mode: 'book',
      noticeDays: 2,
      visitsAWeek: 1,
      validFrom: '2026-09-15',
    })
    expect(router.currentRoute.value.path).toBe('/offers')
  })

  it('changes its terms and neither its day nor its half-day', async () => {
    await open(OfferFormPage, { 'PUT .*/offers/w4.a.x': () => offer }, { offerId: 'w4.a.x' })
    document.querySelector('form')?.dispatchEvent(new Event('submit'))
    await page?.settle()
    const {
      on: _,
      half: __,
      offerId,
      practitionerId,
      name,
      title,
      initials,
      organisationId,
      organisationName,
      version,
      ...terms
    } = offer
    expect(sent()[0]?.body).toEqual({ version: 7, terms })
  })

  it('shows both versions where somebody else has changed it meanwhile, and keeps mine where I say so', async () => {
    let other = false
    const { text, settle } = await open(
      OfferFormPage,
      {
        'GET .*/practitioners/prac-001/offers': () => ({
          offers: [other ? { ...offer, version: 8, noticeDays: 9 } : offer],
        }),
        'PUT .*/offers/w4.a.x': ({ body }) => {
          const stale = body.version === 7
          other = true
          return stale ? refused('scheduling', 'stale-version', 412) : offer
        },
      },
      { offerId: 'w4.a.x' },
    )
    document.querySelector('form')?.dispatchEvent(new Event('submit'))
    await settle()
    await settle()
    expect(text()).toContain('没有保存：别人刚改过这条意愿')
    expect(text()).toContain('提前 9 天')
    press('留我的')
    await settle()
    expect(sent().map(({ body }) => body.version)).toEqual([7, 8])
  })

  it('is not for a clinic', async () => {
    const { text } = await open(OffersPage, {}, {}, clerk)
    expect(text()).not.toContain('每周四')
    expect(asked).toEqual([])
  })

  it('keeps both where the two have changed different things', async () => {
    let other = false
    const { settle } = await open(
      OfferFormPage,
      {
        'GET .*/practitioners/prac-001/offers': () => ({
          offers: [other ? { ...offer, version: 8, noticeDays: 9 } : offer],
        }),
        'PUT .*/offers/w4.a.x': ({ body }) => {
          other = true
          return body.version === 7 ? refused('scheduling', 'stale-version', 412) : offer
        },
      },
      { offerId: 'w4.a.x' },
    )
    press('直接约')
    await settle()
    document.querySelector('form')?.dispatchEvent(new Event('submit'))
    await settle()
    await settle()
    saying('两处都留').click()
    await settle()
    expect(sent().at(-1)?.body).toMatchObject({ version: 8, terms: { mode: 'book', noticeDays: 9 } })
  })
})

describe('the offers of a hospital’s doctors', () => {
  const desk: Actor = {
    personId: 'tian-ye',
    displayName: '田野',
    grants: [{ role: 'referral-desk', organisationId: 'site-069' }],
  }

  it('begin with whose they are to be', async () => {
    const doctor = {
      ...{ practitionerId: 'prac-001', name: '陈思远', initials: 'csy', title: 'chief', practices: [] },
      ...{ mainOrganisationId: 'site-069', mainOrganisationName: '朝阳区第三医院', version: 1 },
      ...{ specialties: ['child'], languages: [], demo: true },
    }
    const { text, router, settle } = await open(
      OffersPage,
      { 'GET /api/practitioners/practitioners': () => ({ practitioners: [doctor], total: 1 }) },
      {},
      desk,
    )
    await settle()
    expect(text()).toContain('哪位医生')
    saying('陈思远', '[role=option]').click()
    await settle()
    expect(router.currentRoute.value.query).toEqual({ practitioner: 'prac-001' })
    expect(text()).toContain('每周四 下午')
    expect(text()).toContain('换一位医生')
  })
})
