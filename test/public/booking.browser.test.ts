import { describe, expect, it } from 'vitest'
import { axeFindings, desktop, screenshot } from '#test/support/browser.ts'
import { problem, signedOut } from './answers.ts'
import { appointmentOf, cellsOf, inPictures, monthOf, today } from './support.ts'
import { button, onlySelf, openVisits, place, sheetOf, tabTo, wednesday } from './visiting.ts'

const { site, visit } = openVisits()

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
      new URL((await link.getAttribute('href')) ?? '', site().origin).searchParams.get('return') ?? ''
    expect(back).toContain(`session=${wednesday}`)
    expect(back).toContain('at=645')
    expect(await axeFindings(page)).toEqual([])
    await close()
    const again = await visit(back)
    expect(await button(again.page, '确认预约 10:45').isVisible()).toBe(true)
    await again.close()
  })

  it('promises no cancelling for a number of today, and does for one of tomorrow', async () => {
    const tomorrows = await visit(sheetOf())
    await tomorrows.page.getByText('就诊前一天 15:00 前可免费取消').waitFor()
    await tomorrows.close()
    const [first] = inPictures
    const { page, close } = await visit(`${place}?date=${today}&session=${first?.sessionId}`)
    await page.getByText(/^已过自己改期、取消的时间（.*前）。请打前台电话。$/).waitFor()
    expect(await page.getByText('可免费取消').locator('visible=true').count()).toBe(0)
    await close()
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
    site().months = [
      monthOf(
        inPictures.map((one) =>
          one.sessionId === wednesday ? { ...one, cells: cellsOf('00000011', 540) } : one,
        ),
      ),
    ]
    const { page, answers, close } = await visit(sheetOf(), {
      bookSlot: (route) => problem(route, 409, 'scheduling:slot-taken'),
    })
    site().months = [monthOf()]
    await page.getByText('10:30', { exact: true }).click()
    site().months = [
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
    site().months = [monthOf()]
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

  it('can be done by keyboard alone, from the first Tab to the code', async () => {
    const sent: unknown[] = []
    const { page, close } = await visit(`${place}?date=2026-09-16`, {
      ...onlySelf,
      async bookSlot(route) {
        sent.push(route.request().url().split('/').at(-2))
        await route.fulfill({ status: 201, json: appointmentOf() })
      },
    })
    await tabTo(page, '.p-day-chosen .p-offer-act')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await tabTo(page, '.p-time input')
    await page.keyboard.press('ArrowRight')
    await button(page, '确认预约 10:30').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await page.evaluate(`document.activeElement.matches('.p-offer-act')`)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    // Until it is known for whom one may book, the button waits.
    await page.waitForSelector('.p-sheet-foot .p-button-primary:not([aria-disabled="true"])')
    await tabTo(page, '.p-sheet-foot .p-button-primary')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '预约好了' }).waitFor()
    expect(sent).toEqual([`${wednesday}.04`])
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
