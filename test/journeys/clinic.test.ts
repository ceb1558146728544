import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt, mondayOf } from '#shared/kernel/calendar.ts'
import type { SessionWithSlots } from '#shared/scheduling/index.ts'
import {
  axeFindingsOfWhole,
  desktop,
  type OpenPage,
  openBrowser,
  openPage,
  phone,
  screenshot,
} from '#test/support/browser.ts'
import { type RunningSystem, signIn, startSystem } from '#test/support/system.ts'

const siteId = 'site-050'
const today = dateAt(Date.now())
const nextWeek = addDays(mondayOf(today), 7)

let system: RunningSystem
let browser: Browser

beforeAll(async () => {
  system = await startSystem({ demo: 'small', readyWithinMs: 480_000 })
  browser = await openBrowser()
}, 500_000)
afterAll(async () => {
  await browser?.close()
  await system?.remove()
})

async function at(person: string, path: string, options = desktop): Promise<OpenPage> {
  const one = await openPage(browser, options)
  await signIn(one.page, system, person, path)
  await one.page.locator('h1').first().waitFor()
  return one
}

const dayList = async (): Promise<SessionWithSlots[]> => {
  const answer = await system.call('li-min', 'GET', `/api/scheduling/sites/${siteId}/days/${today}`)
  return (answer as { sessions: SessionWithSlots[] }).sessions
}

interface Coming {
  readonly sessionId: string
  readonly slotId: string
  readonly appointmentId: string
  readonly name: string
}

/**
 * Somebody with a number of today that nobody has touched, whatever the time of day: the psychiatrist opens one more
 * and gives it to a patient of the site.
 */
async function someoneComes(): Promise<Coming> {
  const [session] = (await dayList()).filter(
    ({ practitionerName, state }) => practitionerName === '陈思远' && state === 'published',
  )
  if (!session) throw new Error('the demo has no session of 陈思远 today')
  const { sessionId } = session
  const extra = `/api/scheduling/sessions/${sessionId}/extra-slots`
  const { slotId } = (await system.call('chen-siyuan', 'POST', extra, {}, crypto.randomUUID())) as {
    slotId: string
  }
  const { hits } = (await system.call('li-min', 'POST', '/api/patients/search', { siteId, text: '' })) as {
    hits: { patientId: string; name: string }[]
  }
  for (const { patientId, name } of hits) {
    const path = `/api/scheduling/slots/${slotId}/appointment`
    const booked = await system
      .call('chen-siyuan', 'POST', path, { patientId, visit: 'return' }, crypto.randomUUID())
      .catch(() => undefined)
    if (booked)
      return { sessionId, slotId, name, appointmentId: (booked as { appointmentId: string }).appointmentId }
  }
  throw new Error('everybody known here has an appointment in this half-day')
}

/** Presses keys one by one as a person does, and counts them. */
function keyboard(page: Page) {
  let pressed = 0
  return {
    count: () => pressed,
    async press(...keys: string[]): Promise<void> {
      for (const key of keys) {
        await page.keyboard.press(key)
        pressed += 1
      }
    },
  }
}

describe('the clinic’s desk', () => {
  it('books a patient by keyboard in at most ten keys and thirty seconds', async () => {
    const { page, complaints, close } = await at('li-min', '/app/scheduling/today')
    const keys = keyboard(page)
    const began = Date.now()
    await keys.press('b')
    await page.getByRole('combobox').waitFor()
    await keys.press('z', 'x', 'y')
    await page.getByRole('option').first().waitFor()
    await keys.press('Enter')
    await page.locator('.s-offer[aria-disabled]:focus, .s-offer:focus').waitFor()
    const chosen = await page.locator('.s-offer:not([aria-disabled])').count()
    await keys.press(String(Math.min(7, chosen)))
    await page.locator('.s-time[aria-pressed=true]:focus').waitFor()
    await keys.press('Enter')
    await page.getByText(/约好了：/).waitFor()
    expect(keys.count()).toBeLessThanOrEqual(10)
    expect(Date.now() - began).toBeLessThan(30_000)
    expect(complaints).toEqual([])
    await close()
  })

  it('finds the nearest number when somebody else was faster, and Enter takes it', async () => {
    const { page, close } = await at('li-min', '/app/scheduling/book')
    // Somebody is faster: the page's wish to keep its number arrives after their booking.
    const { promise: taken, resolve: isTaken } = Promise.withResolvers<void>()
    await page.route('**/hold', async (route) => {
      await taken
      await route.continue()
    })
    await page.keyboard.type('wgl')
    await page.getByRole('option').nth(1).click()
    await page.locator('.s-offer:not([aria-disabled])').last().click()
    await page.locator('.s-time[aria-pressed=true]').waitFor()
    const chosen = page.locator('.s-time[aria-pressed=true]')
    const wanted = await chosen.locator('strong').textContent()
    const slotId = (await chosen.getAttribute('data-slot')) ?? ''
    const others = (await system.call('li-min', 'POST', '/api/patients/search', { siteId, text: '' })) as {
      hits: { patientId: string }[]
    }
    await takeByAnyone(
      slotId,
      others.hits.map(({ patientId }) => patientId),
    )
    isTaken()
    await page.getByText(`${wanted} 已被他人抢先预约`).waitFor()
    await screenshot(page, 'clinic-book-conflict')
    await page.getByText('刚换了号').waitFor({ state: 'detached' })
    await page.locator('.s-time[aria-pressed=true]').press('Enter')
    await page.getByText(/约好了：/).waitFor()
    await close()
  })

  it('checks in, calls, and the psychiatrist marks as seen: each sees the other’s steps', async () => {
    const { sessionId, slotId, appointmentId, name } = await someoneComes()
    const arrival = { appointmentId, command: 'check-in' }
    await system.call('li-min', 'POST', `/api/scheduling/slots/${slotId}/steps`, arrival)
    const desk = await at('li-min', `/app/scheduling/today?session=${sessionId}`)
    const doctor = await at('chen-siyuan', `/app/scheduling/my-day?session=${sessionId}`)
    const row = (page: Page) => page.locator('tbody tr', { hasText: name })
    await row(desk.page).getByRole('button', { name: '叫号', exact: true }).click()
    await row(desk.page).getByText('就诊中').waitFor()
    await row(doctor.page).getByRole('button', { name: '看完了' }).click({ timeout: 30_000 })
    await row(doctor.page).getByText('已完成').waitFor()
    await row(desk.page).getByText('已完成').waitFor({ timeout: 30_000 })
    expect([...desk.complaints, ...doctor.complaints]).toEqual([])
    await desk.close()
    await doctor.close()
  })

  it('keeps steps without network and sends them when it is back', async () => {
    const coming = await someoneComes()
    const { page, close } = await at('li-min', `/app/scheduling/today?session=${coming.sessionId}`)
    const row = page.locator('tbody tr', { hasText: coming.name })
    await row.waitFor()
    await page.context().setOffline(true)
    await row.getByRole('button', { name: '签到', exact: true }).click()
    await row.getByText('待送').waitFor()
    await page.locator('main').getByText('断网了').waitFor()
    expect(await page.locator('.k-offline:visible').count()).toBe(1)
    expect(await page.locator('.k-offline:visible').textContent()).toMatch(/看到的是 .*\d:\d\d 的名单/)
    await screenshot(page, 'clinic-today-offline')
    await page.context().setOffline(false)
    await row.getByText('待送').waitFor({ state: 'detached', timeout: 30_000 })
    const after = (await dayList())
      .flatMap(({ slots }) => slots)
      .find(({ slotId }) => slotId === coming.slotId)
    expect(after?.state).toBe('arrived')
    await close()
  })

  it('stops a session after naming whom it touches, and takes it back', async () => {
    // The demo has a stop of its own in the next week.
    const { page, close } = await at('li-min', `/app/scheduling/week?from=${addDays(nextWeek, 7)}`)
    // On a Monday before eight none of that week is open yet.
    await page.locator('.s-cell-releasing, .s-cell-unreleased').first().click()
    await page.getByRole('button', { name: '停诊', exact: true }).click()
    await page.getByText(/位患者已经约好|还没有人约/).waitFor()
    expect(await page.evaluate('document.activeElement.textContent')).toContain('先不停')
    await page.getByRole('button', { name: /^停诊/ }).last().click()
    await page
      .getByText(/^已停诊/)
      .first()
      .waitFor()
    await page.locator('.s-cell-stopped').last().waitFor()
    await page.locator('.s-cell-stopped').last().click()
    await page.getByRole('button', { name: '撤销停诊' }).click()
    await page.getByText('停诊已撤销').waitFor()
    await close()
  })

  it('registers a patient, refuses the same person twice, and shows a number only for a reason', async () => {
    const { page, close } = await at('li-min', '/app/patients/new')
    const write = async (): Promise<void> => {
      await page.getByLabel('姓名').first().fill('旅程甲')
      await page.getByLabel('身份证号').fill('110105198003070055')
      await page.getByLabel('手机号').fill('19912340001')
      await page.getByRole('button', { name: '登记', exact: true }).click()
    }
    await write()
    await page.getByText('199****0001').waitFor()
    await page.getByRole('button', { name: '显示' }).last().click()
    await page.getByRole('button', { name: '打电话' }).click()
    await page.getByText('19912340001').waitFor()
    await page.goto(`${system.origin}/app/patients/new`)
    await page.getByLabel('姓名').first().waitFor()
    await write()
    await page.getByText('这个人已经登记过了').waitFor()
    await page.getByRole('button', { name: '打开原来的记录' }).click()
    await page.getByText('199****0001').waitFor()
    await close()
  })
})

/** Books the slot for the first of the patients who has nothing in that half-day. */
async function takeByAnyone(slotId: string, patientIds: readonly string[]): Promise<void> {
  for (const patientId of patientIds) {
    try {
      await system.call(
        'li-min',
        'POST',
        `/api/scheduling/slots/${slotId}/appointment`,
        { patientId, visit: 'first' },
        crypto.randomUUID(),
      )
      return
    } catch {
      // That patient has an appointment in the half-day; the next one may not.
    }
  }
  throw new Error(`nobody could take ${slotId}`)
}

it('prints the day list black on white on A4, without the shell and with phones masked', async () => {
  const { page, close } = await at('li-min', '/app/scheduling/day-list', {
    ...desktop,
    viewport: { width: 794, height: 1123 },
  })
  await page.emulateMedia({ media: 'print' })
  const sheet = page.locator('.s-sheet').first()
  await sheet.waitFor()
  await screenshot(page, 'clinic-day-list-print')
  expect(await page.locator('.x-rail, .x-top').filter({ visible: true }).count()).toBe(0)
  expect(await sheet.textContent()).toMatch(/\*\*\*\*\d{4}/)
  expect(await sheet.textContent()).not.toMatch(/1[3-9]\d{9}/)
  expect(await sheet.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe('rgb(255, 255, 255)')
  const file = await page.request.get(
    `${system.origin}/api/scheduling/sites/${siteId}/days/${today}/list.xlsx`,
  )
  expect(file.headers()['content-type']).toContain('spreadsheetml')
  await close()
})

const staffPages = [
  '/app/scheduling/today',
  `/app/scheduling/week?from=${nextWeek}`,
  '/app/scheduling/week?view=four',
  '/app/scheduling/book',
  '/app/scheduling/templates',
  '/app/scheduling/day-list',
  '/app/scheduling/queue-screen',
  '/app/patients',
  '/app/patients/new',
]
const doctorPages = ['/app/scheduling/my-week', '/app/scheduling/my-day']
const officePages = [
  '/app/alliance/coverage',
  '/app/alliance/coverage?view=table&show=all',
  '/app/alliance/acceptance',
  `/app/alliance/departments/${siteId}.psychiatry`,
  '/app/alliance/directory',
  `/app/alliance/directory/${siteId}`,
  '/app/alliance/directory/new',
  '/app/alliance/directory/import',
  '/app/alliance/agreements',
  '/app/practitioners',
  '/app/practitioners/new',
  '/app/access/people',
]
const auditorPages = ['/app/access/journal']

describe.each([
  ['a desk', desktop],
  ['a phone', phone],
  ['a screen of 320 px', { ...phone, viewport: { width: 320, height: 640 } }],
  ['a dark desk', { ...desktop, colorScheme: 'dark' as const }],
])('on %s', (name, options) => {
  it.concurrent.each([
    ['li-min', staffPages],
    ['chen-siyuan', doctorPages],
    ['fang-minzhi', officePages.slice(0, 6)],
    ['fang-minzhi', officePages.slice(6)],
    ['song-heng', auditorPages],
  ] as const)(
    'the pages of %s have no axe finding, no sideways scroll and no complaint',
    async (person, paths) => {
      const { page, complaints, close } = await at(person, paths[0] ?? '/app/', options)
      const findings: string[] = []
      for (const path of paths) {
        await page.goto(system.origin + path)
        await page.locator('h1').first().waitFor()
        await page.waitForLoadState('networkidle')
        await page.locator('.k-loading').waitFor({ state: 'detached' })
        findings.push(...(await axeFindingsOfWhole(page)).map((finding) => `${path}: ${finding}`))
        const over = Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth'))
        if (over > 0) findings.push(`${path}: ${over} px too wide`)
        await screenshot(page, `clinic ${name} ${path.replace(/[?=/]+/g, '-')}`.replaceAll(' ', '-'))
      }
      expect(findings).toEqual([])
      expect(complaints).toEqual([])
      await close()
    },
  )
})
