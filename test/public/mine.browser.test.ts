import { describe, expect, it } from 'vitest'
import { axeFindings, screenshot } from '#test/support/browser.ts'
import { type Answers, self } from './answers.ts'
import { appointmentOf, now, placeOf, today } from './support.ts'
import { button, openVisits, place } from './visiting.ts'

const { visit } = openVisits()

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

  it('says so hours before its time, to who has checked in early, and nothing of the queue to who has not', async () => {
    const late = { time: { start: 1000, end: 1015 }, date: today } as const
    const early = appointmentOf({ ...late, appointmentId: 'appointment-1', state: 'booked' })
    const home = appointmentOf({ ...late, appointmentId: 'appointment-2', slotId: 's.2', state: 'booked' })
    const { page, close } = await visit('/mine/', {
      listAppointments: (route) => route.fulfill({ json: { appointments: [early, home] } }),
      readMyPlace: (route) =>
        route.fulfill({
          json: placeOf({ state: route.request().url().includes('/s.2/') ? 'booked' : 'arrived' }),
        }),
    })
    await page.getByText('前面还有 3 位').waitFor()
    expect(await page.locator('.p-queue').count()).toBe(1)
    expect(await page.getByText('前面约有').count()).toBe(0)
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
