import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, phone, screenshot } from '#test/support/browser.ts'
import { type Answers, answered, problem, self, signedOut } from './answers.ts'
import { openSite, type Site } from './site.ts'
import { appointmentOf, cellsOf, inPictures, monthOf, now } from './support.ts'

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
const sheetOf = (session = wednesday) => `${place}?date=2026-09-16&session=${session}`

async function visit(path: string, changes: Partial<Answers> = {}, options: BrowserContextOptions = phone) {
  const opened = await openPage(browser, options)
  await opened.page.clock.setFixedTime(now)
  const answers = await answered(opened.page, changes)
  await opened.page.goto(site.origin + path)
  await opened.page.waitForSelector('html[data-ready]')
  return { ...opened, answers }
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

describe('choosing a day', () => {
  it('shows one day on a phone, keeps it in the address, and the back button leads on', async () => {
    const { page, close } = await visit(place)
    await page
      .locator('.p-strip')
      .getByRole('link', { name: /9月17日/ })
      .click()
    expect(new URL(page.url()).search).toBe('?date=2026-09-17')
    expect(await page.locator('.p-day:visible').count()).toBe(1)
    await screenshot(page, 'public-days-375')
    await page.locator('.p-day-chosen .p-offer-act').first().click()
    await page.getByRole('dialog', { name: '选时间' }).waitFor()
    await page.goBack()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(new URL(page.url()).search).toBe('?date=2026-09-17')
    await close()
  })

  it('leads from an empty day to the days around it and farther away', async () => {
    const { page, close } = await visit(`${place}?date=2026-09-22`)
    expect(await page.getByText('这一天，3 公里内还没有号').locator('visible=true').count()).toBe(1)
    await screenshot(page, 'public-states-375-empty')
    await page
      .getByRole('link', { name: /^前一天 9月21日/ })
      .locator('visible=true')
      .click()
    expect(new URL(page.url()).search).toBe('?date=2026-09-21')
    await button(page, '5 公里内').click()
    expect(new URL(page.url()).searchParams.get('km')).toBe('5')
    await close()
  })

  it('filters by kind and keeps the choice in the address', async () => {
    const { page, close } = await visit(`${place}?date=2026-09-17`)
    await page.getByText('全部类型').click()
    for (const kind of ['成人', '儿童青少年', '睡眠'])
      await page.locator('.p-filter').getByLabel(kind).uncheck()
    expect(new URL(page.url()).searchParams.get('kind')).toBe('old-age')
    expect(await page.locator('.p-day-chosen article').count()).toBe(1)
    await page.reload()
    await page.waitForFunction('document.querySelectorAll(".p-day-chosen article").length === 1')
    await close()
  })

  it('turns the week and sorts by place on a desk', async () => {
    const { page, close } = await visit(place, {}, desktop)
    await screenshot(page, 'public-days-1366')
    await button(page, '后 7 天').click()
    expect(await page.getByText('9月22日 – 9月28日').isVisible()).toBe(true)
    await page.getByText('按地点').click()
    expect(
      await page
        .getByRole('heading', { name: /^望京社区卫生服务中心/ })
        .first()
        .isVisible(),
    ).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    await close()
  })
})

describe('booking', () => {
  it('asks to sign in and comes back to the chosen time', async () => {
    const { page, close } = await visit(sheetOf(), signedOut)
    await page.getByText('10:45', { exact: true }).click()
    const link = page.getByRole('link', { name: '登录后确认 10:45' })
    const back =
      new URL((await link.getAttribute('href')) ?? '', site.origin).searchParams.get('return') ?? ''
    expect(back).toContain(`session=${wednesday}`)
    expect(back).toContain('at=645')
    expect(await axeFindings(page)).toEqual([])
    await close()
    const again = await visit(back)
    expect(await button(again.page, '确认预约 10:45').isVisible()).toBe(true)
    await again.close()
  })

  it('books for a ward with one key, and shows the code', async () => {
    const sent: { body: unknown; key: string | undefined; url: string }[] = []
    const { page, complaints, close } = await visit(sheetOf(), {
      async bookSlot(route) {
        const request = route.request()
        sent.push({
          body: request.postDataJSON(),
          key: request.headers()['idempotency-key'],
          url: request.url(),
        })
        await route.fulfill({ status: 201, json: appointmentOf({ patientId: 'patient-2' }) })
      },
    })
    await screenshot(page, 'public-states-375-times')
    await page.getByText('家人').click()
    await page.getByRole('radio', { name: '来过' }).check()
    await button(page, '确认预约 9:45').click()
    await page.waitForURL('**/mine/**')
    expect(sent).toMatchObject([
      { body: { patientId: 'patient-2', visit: 'return' }, key: expect.stringMatching(/.{8,}/) },
    ])
    expect(sent[0]?.url).toContain(`/slots/${wednesday}.04/`)
    await page.getByRole('heading', { name: '预约好了' }).waitFor()
    expect(await page.locator('.p-code').isVisible()).toBe(true)
    await page.getByRole('img', { name: '预约码 472 916 的二维码' }).waitFor()
    await screenshot(page, 'public-confirm-375')
    expect(await axeFindings(page)).toEqual([])
    expect(await page.title()).toContain('门诊预约')
    expect(complaints).toEqual([])
    await close()
  })

  it('takes the nearest number where somebody was faster', async () => {
    site.months = [
      monthOf(
        inPictures.map((one) =>
          one.sessionId === wednesday ? { ...one, cells: cellsOf('00000011', 540) } : one,
        ),
      ),
    ]
    const { page, answers, close } = await visit(sheetOf(), {
      bookSlot: (route) => problem(route, 409, 'scheduling:slot-taken'),
    })
    site.months = [monthOf()]
    await page.getByText('10:30', { exact: true }).click()
    site.months = [
      monthOf(
        inPictures.map((one) =>
          one.sessionId === wednesday ? { ...one, cells: cellsOf('00000001', 540) } : one,
        ),
      ),
    ]
    await button(page, '确认预约 10:30').click()
    await page.getByText('10:30 刚被别人约走了').waitFor()
    expect(await button(page, '确认预约 10:45').isVisible()).toBe(true)
    await screenshot(page, 'public-states-375-conflict')
    expect(await axeFindings(page)).toEqual([])
    answers.bookSlot = (route) => route.fulfill({ status: 201, json: appointmentOf() })
    await button(page, '确认预约 10:45').click()
    await page.waitForURL('**/mine/**')
    site.months = [monthOf()]
    await close()
  })

  it('asks again with the same key where no answer came', async () => {
    const keys: (string | undefined)[] = []
    const { page, answers, close } = await visit(sheetOf(), {
      async bookSlot(route) {
        keys.push(route.request().headers()['idempotency-key'])
        await route.abort()
      },
    })
    await button(page, '确认预约 9:45').click()
    await page.getByText('没有约成。系统刚才没有回应，您没有被重复预约。').waitFor()
    await screenshot(page, 'public-states-375-no-answer')
    answers.bookSlot = async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      await route.fulfill({ status: 201, json: appointmentOf() })
    }
    await button(page, '再试一次').click()
    await page.waitForURL('**/mine/**')
    expect(keys).toHaveLength(2)
    expect(keys[1]).toBe(keys[0])
    await close()
  })

  it.each([
    ['half-day-taken', 409, '这半天已经有一个预约了'],
    ['booking-blocked', 409, '暂时不能在网上约'],
    ['session-stopped', 409, '这场门诊刚刚停诊了'],
  ])('says %s in words and what to do', async (reason, status, words) => {
    const { page, close } = await visit(sheetOf(), {
      bookSlot: (route) => problem(route, status, `scheduling:${reason}`),
    })
    await button(page, '确认预约 9:45').click()
    await page.getByText(words).waitFor()
    await close()
  })

  it('offers to sign in again where the session has ended meanwhile', async () => {
    const { page, close } = await visit(sheetOf(), {
      bookSlot: (route) => problem(route, 401, 'http:session-expired'),
    })
    await button(page, '确认预约 9:45').click()
    await page.getByRole('link', { name: '再登录一次' }).waitFor()
    expect(await page.getByText('您选的都在').isVisible()).toBe(true)
    await close()
  })

  it('sends who is not registered to the desk', async () => {
    const { page, close } = await visit(sheetOf(), {
      listMine: (route) => route.fulfill({ json: { records: [] } }),
    })
    await page.getByText('还差一步：登记').waitFor()
    expect(await button(page, /^确认预约/).count()).toBe(0)
    await close()
  })

  it('can be done by keyboard alone', async () => {
    const { page, close } = await visit(`${place}?date=2026-09-16`)
    await page.locator('.p-day-chosen .p-offer-act').first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.getByRole('radio', { name: '9:45' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await button(page, '确认预约 10:30').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await close()
  })
})

describe('without a network', () => {
  it('says how old the numbers are and keeps claims back until it is there again', async () => {
    const { page, close } = await visit(`${place}?date=2026-09-16`)
    await page.context().setOffline(true)
    await page.getByText('网络断开，显示的是 8:12 的号').waitFor()
    expect(await page.locator('.p-offer-act').count()).toBe(0)
    expect(await page.getByText('连上网以后才能约').first().isVisible()).toBe(true)
    await screenshot(page, 'public-states-375-offline')
    await page.context().setOffline(false)
    await page.getByText('网络断开').waitFor({ state: 'hidden' })
    expect(await page.locator('.p-day-chosen .p-offer-act').allTextContents()).toEqual([
      expect.stringMatching(/^预约/),
      expect.stringMatching(/^候补/),
    ])
    await close()
  })
})

describe('my appointments', () => {
  const coming = appointmentOf({
    appointmentId: 'later',
    date: '2026-09-29',
    visit: 'return',
    time: { start: 555, end: 570 },
  })
  const list: Partial<Answers> = {
    listAppointments: (route) =>
      route.fulfill({
        json: {
          appointments: [
            coming,
            appointmentOf({ appointmentId: 'soon' }),
            appointmentOf({ appointmentId: 'stopped', date: '2026-09-18', stopped: true }),
            appointmentOf({ appointmentId: 'over', date: '2026-08-19', state: 'seen' }),
          ],
        },
      }),
  }

  it('lists what comes, what was stopped and what was', async () => {
    const { page, close } = await visit('/mine/', list)
    await page.getByText('以前的 1 次').waitFor()
    expect(await page.locator('.p-mine').count()).toBe(3)
    expect(await page.getByText('这场门诊停诊了').isVisible()).toBe(true)
    await screenshot(page, 'public-mine-375')
    expect(await axeFindings(page)).toEqual([])
    await close()
  })

  it('offers moving and cancelling only until the rule’s time, and says so', async () => {
    const { page, close } = await visit('/mine/')
    await page.clock.setFixedTime(Date.parse('2026-09-15T07:00:00Z'))
    await page.reload()
    await page.getByText('已过自己改期、取消的时间（15:00 前）').waitFor()
    expect(await button(page, '取消').count()).toBe(0)
    expect(await button(page, '出示预约码').count()).toBe(1)
    await close()
  })

  it('cancels after saying what will happen, with the rule', async () => {
    const sent: unknown[] = []
    const { page, answers, close } = await visit('/mine/', {
      async cancelAppointment(route) {
        sent.push(route.request().postDataJSON())
        answers.listAppointments = (again) =>
          again.fulfill({ json: { appointments: [appointmentOf({ state: 'cancelled' })] } })
        await route.fulfill({ json: appointmentOf({ state: 'cancelled' }) })
      },
    })
    await button(page, '取消').click()
    expect(await page.getByText('就诊前一天 15:00 前可免费取消').isVisible()).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    await screenshot(page, 'public-cancel-375')
    await page.getByLabel('约错了').check()
    await button(page, '取消这次预约').click()
    await page.getByText('以前的 1 次').waitFor()
    expect(sent).toEqual([{ appointmentId: 'appointment-1', reason: 'booked-wrongly' }])
    await close()
  })

  it('moves to another number of the days around the clinic', async () => {
    const sent: { body: unknown; url: string }[] = []
    const { page, close } = await visit('/mine/', {
      async moveAppointment(route) {
        sent.push({ body: route.request().postDataJSON(), url: route.request().url() })
        await route.fulfill({ json: appointmentOf() })
      },
    })
    await page.getByRole('link', { name: '改期' }).click()
    await page.waitForURL(`**${place}?move=**`)
    await page.getByText('正在改期：9月16日 周三 9:45 望京社区卫生服务中心').waitFor()
    await screenshot(page, 'public-move-375')
    await page
      .locator('.p-strip')
      .getByRole('link', { name: /9月17日/ })
      .click()
    await page.locator('.p-day-chosen .p-offer-act').first().click()
    await button(page, /^改到 9月17日 /).click()
    await page.waitForURL('**/mine/**')
    await page.getByRole('heading', { name: '改好了' }).waitFor()
    expect(sent[0]?.url).toContain('/slots/site-026.20260916.am3.04/move')
    expect(sent[0]?.body).toMatchObject({
      appointmentId: 'appointment-1',
      toSlotId: expect.stringContaining('site-026.20260917'),
    })
    await close()
  })

  it('shows a guardian each ward’s own', async () => {
    const asked: string[] = []
    const { page, close } = await visit('/mine/', {
      async listAppointments(route) {
        asked.push(route.request().url())
        await route.fulfill({ json: { appointments: [] } })
      },
    })
    await page.getByText('还没有预约').waitFor()
    await page.getByText('家人').click()
    await page.waitForURL('**/mine/?for=patient-2')
    await expect.poll(() => asked.at(-1)).toContain('/patients/patient-2/')
    await close()
  })

  it('gives the calendar file, and directions that do not tell where one comes from', async () => {
    const { page, close } = await visit('/mine/?ticket=appointment-1', {
      listMine: (route) => route.fulfill({ json: { records: [self] } }),
    })
    const href = (name: string) => page.getByRole('link', { name }).getAttribute('href')
    expect(await href('日历')).toBe(
      '/api/scheduling/slots/site-026.20260916.am3.04/appointment.ics?lang=zh-CN',
    )
    const directions = new URL((await href('导航')) ?? '')
    expect(directions.host).toBe('uri.amap.com')
    expect([...directions.searchParams.keys()]).not.toContain('src')
    expect(await page.getByRole('link', { name: '导航' }).getAttribute('rel')).toContain('noreferrer')
    await close()
  })
})
