import { describe, expect, it } from 'vitest'
import { axeFindings, screenshot } from '#test/support/browser.ts'
import { problem, signedOut } from './answers.ts'
import {
  afternoon,
  appointmentOf,
  inPictures,
  monthOf,
  now,
  sessionAt,
  today,
  waitOf,
  wangjing,
} from './support.ts'
import { button, onlySelf, openVisits, place, sheetOf, wednesday } from './visiting.ts'

const { site, visit } = openVisits()

describe('a number that is kept', () => {
  it('is kept for the person who is chosen, anew for another number, and given back', async () => {
    const asked: string[] = []
    const { page, close } = await visit(sheetOf(), {
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
    const { page, close } = await visit(sheetOf(), {
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
    const { page, close } = await visit(sheetOf(), {
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
    const { page, close } = await visit(sheetOf(), { ...onlySelf, holdSlot: (route) => route.abort() })
    await button(page, '确认预约 9:45').click()
    await page.waitForURL('**/mine/**')
    await close()
  })
})

describe('two in a row', () => {
  it('books the number and the next for two people at once', async () => {
    const sent: { url: string; body: unknown }[] = []
    const { page, close } = await visit(sheetOf(), {
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

it('a clinic that fills up while its times are open leads to the waiting list', async () => {
  const late = sessionAt({
    site: wangjing,
    ahead: 2,
    start: afternoon,
    pattern: '10',
    name: '顾清和',
    kind: 'sleep',
  })
  site().months = [monthOf([...inPictures.filter((one) => one.sessionId !== late.sessionId), late])]
  site().now = now
  const { page, close } = await visit(`${place}?date=2026-09-17&session=${late.sessionId}`, {
    ...onlySelf,
    holdSlot: (route) => problem(route, 409, 'scheduling:slot-taken'),
  })
  await page.getByText('这一场没有空号了').waitFor()
  await button(page, '候补').click()
  await page.getByRole('dialog', { name: '候补' }).waitFor()
  site().months = [monthOf()]
  await close()
})
