import { describe, expect, it } from 'vitest'
import { axeFindings, screenshot } from '#test/support/browser.ts'
import { type Answers, problem } from './answers.ts'
import { appointmentOf, lineOf, now, offerUntil, placeOf, today, waitOf } from './support.ts'
import { button, narrow, openVisits, overflow } from './visiting.ts'

const { visit } = openVisits()

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

describe('on a phone of 320 px nothing of one’s own page scrolls sideways', () => {
  const long = {
    practitionerName: '阿不都热依木·买买提',
    siteName: '潘家园第二社区卫生服务中心（松榆里分部）',
  }
  const crowded: Partial<Answers> = {
    listAppointments: (route) =>
      route.fulfill({
        json: {
          appointments: [
            appointmentOf(long),
            appointmentOf({ ...long, appointmentId: 'here', date: today, number: 31, state: 'arrived' }),
          ],
        },
      }),
    readMyPlace: (route) =>
      route.fulfill({
        json: placeOf({ ahead: 9, calling: [20, 21], before: [22, 24, 25, 26, 27, 28, 30], number: 31 }),
      }),
    listWaits: (route) =>
      route.fulfill({
        json: {
          waits: [waitOf({ state: 'offered', offer: offerUntil(now + 600_000) }), waitOf({ waitId: 'w2' })],
        },
      }),
  }
  const sideways = `(() => {
    const parts = [document.documentElement, ...document.querySelectorAll('dialog[open], .p-queue, .p-squares, .p-mine')]
    return parts.filter((part) => part.scrollWidth > part.clientWidth + 2).map((part) => part.className || part.tagName)
  })()`

  it.each([
    ['the list', '/mine/', '.p-kept'],
    ['the list in English', '/en/mine/', '.p-squares'],
    ['a ticket', '/mine/?ticket=appointment-1', '.p-qr'],
    ['a ticket in English', '/en/mine/?ticket=appointment-1', '.p-qr'],
    ['cancelling', '/mine/?cancel=appointment-1', 'dialog[open]'],
    ['cancelling in English', '/en/mine/?cancel=appointment-1', 'dialog[open]'],
    ['messages', '/mine/?messages=1', 'dialog[open]'],
  ])('%s, large letters included', async (_, path, seen) => {
    const { page, close } = await visit(path, crowded, narrow)
    await page.locator(seen).first().waitFor()
    for (const large of [false, true]) {
      await page.evaluate(`document.documentElement.toggleAttribute('data-large', ${large})`)
      expect(await page.evaluate(sideways)).toEqual([])
      expect(await overflow(page)).toBe(0)
    }
    await close()
  })
})
