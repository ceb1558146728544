import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, openBrowser, openPage, phone, screenshot } from '#test/support/browser.ts'
import { type Answers, answered, problem, self, signedOut } from './answers.ts'
import { openSite, type Site } from './site.ts'
import {
  afternoon,
  appointmentOf,
  inPictures,
  lineOf,
  monthOf,
  now,
  offerUntil,
  placeOf,
  sessionAt,
  today,
  waitOf,
  wangjing,
} from './support.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  site = await openSite([monthOf()], now)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
})

const place = '/d/110105026/'
const wednesday = 'site-026.20260916.am3'
const sheet = `${place}?date=2026-09-16&session=${wednesday}`
const onlySelf: Partial<Answers> = { listMine: (route) => route.fulfill({ json: { records: [self] } }) }

async function visit(path: string, changes: Partial<Answers> = {}, options: BrowserContextOptions = phone) {
  const opened = await openPage(browser, options)
  await opened.page.clock.setFixedTime(now)
  const answers = await answered(opened.page, changes)
  await opened.page.goto(site.origin + path)
  await opened.page.waitForSelector('html[data-ready]')
  return { ...opened, answers }
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

describe('a number that is kept', () => {
  it('is kept for the person who is chosen, anew for another number, and given back', async () => {
    const asked: string[] = []
    const { page, close } = await visit(sheet, {
      ...onlySelf,
      async holdSlot(route) {
        const { method, url, postDataJSON } = {
          method: route.request().method(),
          url: route.request().url(),
          postDataJSON: route.request().postDataJSON(),
        }
        asked.push(`${method} ${url.split('.').at(-1)} ${postDataJSON?.patientId ?? ''}`.trim())
        await route.fulfill({ json: { slotId: 'kept', until: now + 272_000 } })
      },
    })
    await page.getByText('号已为您留住，请在 4:32 内确认').waitFor()
    await page.getByText('10:30', { exact: true }).click()
    await expect.poll(() => asked.length).toBe(2)
    await page.getByText('号已为您留住').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await button(page, '关上').click()
    await expect.poll(() => asked.length).toBe(3)
    expect(asked).toEqual(['POST 04/hold patient-1', 'POST 07/hold patient-1', 'DELETE 07/hold'])
    await close()
  })

  it('says when its time is up, keeps what was chosen, and can still be booked', async () => {
    const sent: unknown[] = []
    const { page, close } = await visit(sheet, {
      ...onlySelf,
      async bookSlot(route) {
        sent.push(route.request().postDataJSON())
        await route.fulfill({ status: 201, json: appointmentOf() })
      },
    })
    await page.getByText('号已为您留住').waitFor()
    await page.getByRole('radio', { name: '来过' }).check()
    await page.clock.setFixedTime(now + 301_000)
    await page.getByText('留号的时间到了').waitFor()
    await screenshot(page, 'public-states-375-hold-over')
    await button(page, '确认预约 9:45').click()
    await page.waitForURL('**/mine/**')
    expect(sent).toEqual([{ patientId: 'patient-1', visit: 'return' }])
    await close()
  })

  it('is not taken from somebody who keeps it: the nearest is chosen', async () => {
    const { page, close } = await visit(sheet, {
      ...onlySelf,
      holdSlot: (route) =>
        route.request().url().includes('.04/')
          ? problem(route, 409, 'scheduling:slot-held')
          : route.fulfill({ json: { slotId: 'kept', until: now + 300_000 } }),
    })
    await page.getByText('9:45 正给别人留着').waitFor()
    await button(page, '确认预约 10:30').waitFor()
    await close()
  })

  it('needs no answer: without one the number can be booked all the same', async () => {
    const { page, close } = await visit(sheet, { ...onlySelf, holdSlot: (route) => route.abort() })
    await button(page, '确认预约 9:45').click()
    await page.waitForURL('**/mine/**')
    await close()
  })
})

describe('two in a row', () => {
  it('books the number and the next for two people at once', async () => {
    const sent: { url: string; body: unknown }[] = []
    const { page, close } = await visit(sheet, {
      async bookTogether(route) {
        sent.push({ url: route.request().url(), body: route.request().postDataJSON() })
        await route.fulfill({ status: 201, json: { appointments: [appointmentOf()] } })
      },
    })
    await page.getByText('请选 10:30。').waitFor()
    await page.getByText('10:30', { exact: true }).click()
    await page.getByLabel('家人 吴** 也来，约后面的 10:45').check()
    await screenshot(page, 'public-states-375-together')
    expect(await axeFindings(page)).toEqual([])
    await button(page, '确认预约 10:30').click()
    await page.getByRole('heading', { name: '两个人都约好了' }).waitFor()
    expect(sent[0]?.url).toContain(`/slots/${wednesday}.07/together`)
    expect(sent[0]?.body).toEqual({
      patients: [
        { patientId: 'patient-1', visit: 'first' },
        { patientId: 'patient-2', visit: 'first' },
      ],
    })
    await close()
  })
})

describe('a full clinic', () => {
  const full = `${place}?date=2026-09-17`

  it('can be waited for, with the days and the half that suit', async () => {
    const sent: unknown[] = []
    const { page, complaints, close } = await visit(full, {
      async joinWaitlist(route) {
        sent.push(route.request().postDataJSON())
        await route.fulfill({ status: 201, json: waitOf({ to: '2026-10-15' }) })
      },
    })
    await page.locator('.p-day-chosen .p-offer-full').getByRole('link', { name: /^候补/ }).click()
    await page.getByRole('dialog', { name: '候补' }).waitFor()
    await page.getByText('家人').click()
    await page.getByLabel(/^1 个月内/).check()
    await page.getByLabel('上午', { exact: true }).check()
    await screenshot(page, 'public-wait-375')
    expect(await axeFindings(page)).toEqual([])
    await button(page, '加入候补').click()
    await page.getByRole('dialog', { name: '已加入候补' }).waitFor()
    expect(sent).toEqual([
      {
        patientId: 'patient-2',
        visit: 'first',
        wish: { kind: 'sleep', from: today, to: '2026-10-15', halves: ['morning'] },
      },
    ])
    expect(await page.getByRole('link', { name: '看我的预约' }).getAttribute('href')).toBe(
      '/mine/?for=patient-2',
    )
    expect(complaints).toEqual([])
    await close()
  })

  it('says that one waits already, and asks who is not signed in to sign in', async () => {
    const { page, close } = await visit(full)
    await page.locator('.p-day-chosen .p-offer-full .p-offer-act').click()
    await button(page, '加入候补').click()
    await page.getByText('已经在等这里的号了').waitFor()
    await close()
    const stranger = await visit(full, signedOut)
    await stranger.page.locator('.p-day-chosen .p-offer-full .p-offer-act').click()
    const link = stranger.page.getByRole('link', { name: '登录后加入候补' })
    expect(decodeURIComponent((await link.getAttribute('href')) ?? '')).toContain(
      'wait=site-026.20260917.pm3',
    )
    await stranger.close()
  })
})

describe('what is offered', () => {
  const waits = (until: number) => [waitOf({ state: 'offered', offer: offerUntil(until) })]
  const until = now + 38 * 60_000

  it('shows until when, and taking it leads to the ticket', async () => {
    const sent: string[] = []
    const { page, answers, close } = await visit('/mine/', {
      listWaits: (route) => route.fulfill({ json: { waits: waits(until) } }),
      async acceptOffer(route) {
        sent.push(route.request().postData() ?? '')
        answers.listWaits = (again) => again.fulfill({ json: { waits: [] } })
        answers.listAppointments = (again) => again.fulfill({ json: { appointments: [appointmentOf()] } })
        await route.fulfill({ status: 201, json: appointmentOf() })
      },
    })
    await page.getByRole('heading', { name: '有号了，给您留着' }).waitFor()
    expect(await page.locator('.p-kept').textContent()).toMatch(
      /剩 38 分钟[\s\S]*9月18日 周五 下午 14:15[\s\S]*给您留到 8:50/,
    )
    await screenshot(page, 'public-mine-375-offer')
    expect(await axeFindings(page)).toEqual([])
    await button(page, '要这个号').click()
    await page.getByRole('heading', { name: '预约好了' }).waitFor()
    expect(sent).toEqual([JSON.stringify({ slotId: 'site-043.20260918.pm3.04' })])
    await close()
  })

  it('goes to the next person, and the place in the list stays', async () => {
    const { page, answers, close } = await visit('/mine/', {
      listWaits: (route) => route.fulfill({ json: { waits: waits(until) } }),
      async declineOffer(route) {
        answers.listWaits = (again) => again.fulfill({ json: { waits: [waitOf()] } })
        await route.fulfill({ json: waitOf() })
      },
    })
    await button(page, '不要，给下一位').click()
    await page.getByText('现在是第 2 位').waitFor()
    expect(await page.locator('.p-kept').count()).toBe(0)
    await close()
  })

  it('is over when its time is up, by the clock alone', async () => {
    const { page, close } = await visit('/mine/', {
      listWaits: (route) => route.fulfill({ json: { waits: waits(now) } }),
    })
    await page.getByText('候补中').waitFor()
    expect(await page.locator('.p-kept').count()).toBe(0)
    await close()
  })

  it('says it where somebody else was given the number meanwhile', async () => {
    const { page, answers, close } = await visit('/mine/', {
      listWaits: (route) => route.fulfill({ json: { waits: waits(until) } }),
      async acceptOffer(route) {
        answers.listWaits = (again) => again.fulfill({ json: { waits: [waitOf()] } })
        await problem(route, 409, 'scheduling:offer-over')
      },
    })
    await button(page, '要这个号').click()
    await page.getByText('这个号给了下一位').waitFor()
    await page.getByText('候补中').waitFor()
    await close()
  })

  it('after a stop leads to the kept number, another one, one’s own choice, or none', async () => {
    const sent: unknown[] = []
    const kept = {
      ...{ slotId: 'site-043.20260917.am3.02', sessionId: 'site-043.20260917.am3', siteId: 'site-043' },
      ...{ siteName: '东湖社区卫生服务中心', practitionerId: 'p-2', practitionerName: '许安然' },
      ...{ date: '2026-09-17', time: { start: 570, end: 585 }, number: 2, room: '1 诊室' },
      ...{ sameDoctor: false, where: 'nearby' as const, minutes: 12, madeAt: now, until },
    }
    const { page, answers, close } = await visit('/mine/', {
      listAppointments: (route) =>
        route.fulfill({ json: { appointments: [appointmentOf({ stopped: true })] } }),
      listReoffers: (route) => route.fulfill({ json: { lines: [lineOf({ offer: kept })] } }),
      async answerReoffer(route) {
        sent.push(route.request().postDataJSON())
        answers.listReoffers = (again) => again.fulfill({ json: { lines: [lineOf({ state: 'to-call' })] } })
        await route.fulfill({ json: { line: lineOf({ state: 'to-call' }) } })
      },
    })
    await page.getByRole('heading', { name: '停诊了，另给您留了号' }).waitFor()
    const text = await page.locator('.p-kept').textContent()
    expect(text).toMatch(/换成许安然 · 离望京社区卫生服务中心 12 分钟路程/)
    expect(text).toMatch(/原来 9月16日 周三 9:45/)
    expect(await page.locator('.p-mine').count()).toBe(0)
    expect(await page.getByRole('link', { name: '自己选时间' }).getAttribute('href')).toContain('move=')
    await screenshot(page, 'public-mine-375-reoffer')
    expect(await axeFindings(page)).toEqual([])
    await button(page, '换一个').click()
    await page.getByText('中心会打电话给您，也可以自己改期').waitFor()
    expect(sent).toEqual([{ as: 'decline', toSlotId: kept.slotId }])
    await close()
  })
})

describe('on the day', () => {
  const here = appointmentOf({ date: today, time: { start: 600, end: 615 }, number: 11, state: 'arrived' })
  const list: Partial<Answers> = {
    listAppointments: (route) => route.fulfill({ json: { appointments: [here] } }),
  }

  it('says how many are before, and asks only while somebody looks', async () => {
    let asked = 0
    const { page, close } = await visit('/mine/', {
      ...list,
      async readMyPlace(route) {
        asked += 1
        await route.fulfill({ json: placeOf() })
      },
    })
    await page.getByText('前面还有 3 位').waitFor()
    expect(await page.getByText('您是 11 号 · 2 诊室').isVisible()).toBe(true)
    expect(await page.getByText('大约 10:40').isVisible()).toBe(true)
    await screenshot(page, 'public-mine-375-queue')
    expect(await axeFindings(page)).toEqual([])
    const before = asked
    await page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { value: 'hidden' }); document.dispatchEvent(new Event('visibilitychange'))`,
    )
    await page.waitForTimeout(300)
    expect(asked).toBe(before)
    await close()
  })

  it('says when it is one’s turn, and where', async () => {
    const { page, close } = await visit('/mine/', {
      ...list,
      readMyPlace: (route) => route.fulfill({ json: placeOf({ state: 'called', ahead: 0 }) }),
    })
    await page.getByText('轮到您了，请到 2 诊室').waitFor()
    await close()
  })
})

describe('a missed appointment', () => {
  it('can be explained once, with words where no reason fits', async () => {
    const sent: unknown[] = []
    const missed = appointmentOf({ appointmentId: 'missed', date: '2026-09-10', state: 'missed' })
    const miss = {
      ...{ appointmentId: 'missed', date: '2026-09-10', siteId: 's', siteName: missed.siteName },
      ...{ time: missed.time, counts: true, appealUntil: now + 86_400_000 },
    }
    const { page, answers, close } = await visit('/mine/', {
      listAppointments: (route) => route.fulfill({ json: { appointments: [missed] } }),
      listMisses: (route) => route.fulfill({ json: { misses: [miss], pausedUntil: '2026-12-09' } }),
      async appealMiss(route) {
        sent.push(route.request().postDataJSON())
        answers.listMisses = (again) => again.fulfill({ json: { misses: [{ ...miss, appeal: 'asked' }] } })
        await route.fulfill({ json: { ...miss, appeal: 'asked' } })
      },
    })
    await page.getByText('12月9日 周三 前不能自己在网上约').waitFor()
    await page.getByText('以前的 1 次').click()
    await button(page, '说明原因').click()
    await page.getByLabel('别的原因').check()
    await button(page, '交给中心').click()
    await page.getByText('请写几个字').waitFor()
    await page.getByLabel('写几个字说明').fill('阿不都热依木·买买提送我去的，路封了')
    await screenshot(page, 'public-appeal-375')
    expect(await axeFindings(page)).toEqual([])
    await button(page, '交给中心').click()
    await page.getByText('原因已交，等中心答复').waitFor()
    expect(sent).toEqual([{ reason: 'other', words: '阿不都热依木·买买提送我去的，路封了' }])
    await close()
  })
})

describe('messages', () => {
  const notice = (noticeId: string, state: 'delivered' | 'read') => ({
    ...{
      noticeId,
      patientId: 'patient-1',
      template: 'booked',
      at: now,
      subject: '预约成功',
      text: '9月16日 9:45',
    },
    deliveries: [{ channel: 'mailbox', to: 'patient', state, at: now }],
  })

  it('are counted, and read when they are opened', async () => {
    const marked: string[] = []
    const { page, close } = await visit('/mine/', {
      listMailboxes: (route) =>
        route.fulfill({
          json: {
            boxes: [
              { patientId: 'patient-1', relation: 'self', unread: marked.length > 0 ? 0 : 1 },
              { patientId: 'patient-2', relation: 'ward', unread: 2 },
            ],
          },
        }),
      listNotices: (route) =>
        route.fulfill({ json: { notices: [notice('one', 'delivered'), notice('two', 'read')], unread: 1 } }),
      async markRead(route) {
        marked.push(route.request().url())
        await route.fulfill({ json: { unread: 0 } })
      },
    })
    await button(page, /^消息 3/).click()
    await page.getByText('吴** 还有 2 条没看').waitFor()
    const unread = page.getByRole('dialog').getByText('没看', { exact: true })
    await expect.poll(() => unread.count()).toBe(1)
    await page.getByText('预约成功').first().click()
    await expect.poll(() => marked.length).toBe(1)
    expect(marked[0]).toContain('/records/patient-1/notices/one/read')
    await expect.poll(() => unread.count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await close()
  })
})

it('nothing is wider than a phone of 320 px, in both languages', async () => {
  const narrow = { ...phone, viewport: { width: 320, height: 640 } }
  const crowded: Partial<Answers> = {
    listAppointments: (route) =>
      route.fulfill({
        json: {
          appointments: [
            appointmentOf({
              practitionerName: '阿不都热依木·买买提',
              siteName: '潘家园第二社区卫生服务中心（松榆里分部）',
            }),
          ],
        },
      }),
    listWaits: (route) =>
      route.fulfill({
        json: {
          waits: [waitOf({ state: 'offered', offer: offerUntil(now + 600_000) }), waitOf({ waitId: 'w2' })],
        },
      }),
  }
  for (const language of ['', '/en']) {
    const { page, close } = await visit(`${language}/mine/`, crowded, narrow)
    await page.locator('.p-kept').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320)
    await close()
  }
})

it('a clinic that fills up while its times are open leads to the waiting list', async () => {
  const late = sessionAt({
    site: wangjing,
    ahead: 2,
    start: afternoon,
    pattern: '10',
    name: '顾清和',
    kind: 'sleep',
  })
  site.months = [monthOf([...inPictures.filter((one) => one.sessionId !== late.sessionId), late])]
  site.now = now
  const { page, close } = await visit(`${place}?date=2026-09-17&session=${late.sessionId}`, {
    ...onlySelf,
    holdSlot: (route) => problem(route, 409, 'scheduling:slot-taken'),
  })
  await page.getByText('这一场没有空号了').waitFor()
  await button(page, '候补').click()
  await page.getByRole('dialog', { name: '候补' }).waitFor()
  site.months = [monthOf()]
  await close()
})
