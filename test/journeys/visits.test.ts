import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, dateAt, weekdayOf } from '#shared/kernel/calendar.ts'
import { desktop, type OpenPage, openBrowser, openPage, phone } from '#test/support/browser.ts'
import { eventsOf, pagesOf, textsOfWorkbook } from '#test/support/files.ts'
import { lookAt } from '#test/support/looking.ts'
import { type RunningSystem, signIn, startSystem } from '#test/support/system.ts'
import { demoPatientIds, demoPractitionerIds } from '../../infra/local/demo-ids.ts'
import { findDemoPerson } from '../../infra/local/demo-people.ts'

const wangjing = { siteId: 'site-050', path: '/d/110105026/' }
const imports = '/api/scheduling/roster-imports?ownerKind=organisation&ownerId=site-069'
const jiuxianqiao = 'site-001'
const today = dateAt(Date.now())
/** A Thursday on which a patient can still cancel alone, and whose numbers are released. */
const first = addDays(today, 3)
const thursday = addDays(first, (4 - weekdayOf(first) + 7) % 7)
const afternoon = (date: string, kind = 'child') =>
  `/app/scheduling/who-can-come?date=${date}&half=afternoon&kind=${kind}`

/** Who is at the new clinic in the end, or waits for it. */
const people = ['liu-yang', 'wu-gelin', 'yang-fan', 'li-jianjun', 'ayguli-memtimin'].map(
  (name) => demoPatientIds[name as keyof typeof demoPatientIds],
)

let system: RunningSystem
let browser: Browser
const findings: string[] = []

beforeAll(async () => {
  system = await startSystem({ demo: 'small', readyWithinMs: 480_000 })
  browser = await openBrowser()
  await emptyWaitlist()
  for (const patientId of people) await keepFree(patientId)
}, 500_000)
afterAll(async () => {
  await browser?.close()
  await system?.remove()
})

/** The demo may have given them a number of another clinic in that half-day. */
async function keepFree(patientId: string): Promise<void> {
  const path = `/api/scheduling/patients/${patientId}/appointments`
  const { appointments } = await system.call('li-min', 'GET', path)
  for (const { slotId, appointmentId, date, time, state } of appointments)
    if (date === thursday && state === 'booked' && time.start >= 720) {
      const reason = { appointmentId, reason: 'patient-wish' }
      await system.call('li-min', 'POST', `/api/scheduling/slots/${slotId}/cancellation`, reason)
    }
}
/** Whoever the demo has waiting would be offered the new clinic's numbers first. */
async function emptyWaitlist(): Promise<void> {
  const { waits } = await system.call('li-min', 'GET', `/api/scheduling/sites/${wangjing.siteId}/waits`)
  for (const { patientId, waitId } of waits)
    await system.call('li-min', 'POST', `/api/scheduling/patients/${patientId}/waits/${waitId}/leaving`, {})
}

/** A refusal is an answer, and the browser calls it an error: what else is complained of is one. */
const serious = (complaints: readonly string[]): string[] =>
  complaints.filter((line) => !/status of (401|404|409|422)/.test(line))

async function at(person: string, path: string, options: BrowserContextOptions = desktop): Promise<OpenPage> {
  const one = await openPage(browser, options)
  await signIn(one.page, system, person, path)
  await one.page.locator('h1').first().waitFor()
  return one
}
const look = async (page: Page, name: string, choice = {}): Promise<void> => {
  findings.push(...(await lookAt(page, `issue4/${name}`, choice)))
}
const row = (page: Page, name: string) => page.locator('.s-coming-row', { hasText: name })

/** What becomes true a moment later: events and jobs run on their own. */
async function soon<Answer>(ask: () => Promise<Answer | undefined>, withinMs = 60_000): Promise<Answer> {
  for (const until = Date.now() + withinMs; Date.now() < until; ) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resume) => setTimeout(resume, 300))
  }
  throw new Error(`not within ${withinMs} ms: ${ask}`)
}

interface Session {
  readonly sessionId: string
  readonly practitionerName: string
  readonly state: string
  readonly slots: readonly { slotId: string; state: string; hold?: object }[]
}
const sessionOf = async (name: string): Promise<Session | undefined> => {
  const path = `/api/scheduling/sites/${wangjing.siteId}/days/${thursday}`
  const { sessions } = (await system.call('li-min', 'GET', path)) as { sessions: Session[] }
  return sessions.find(({ practitionerName }) => practitionerName === name)
}

describe('a clinic without a child psychiatrist on Thursday afternoon', () => {
  it('sees who can come, and why others cannot', async () => {
    const { page, complaints, close } = await at('li-min', afternoon(thursday))
    await row(page, '何清越').getByRole('button', { name: /预约/ }).waitFor()
    await row(page, '林若溪').getByRole('button', { name: /预约/ }).waitFor()
    await row(page, '唐砚秋')
      .getByRole('button', { name: /问一问/ })
      .waitFor()
    expect(await row(page, '周明哲').locator('.s-coming-why').textContent()).toMatch(/院内值班 8:00/)
    expect(await row(page, '周明哲').getByRole('button').count()).toBe(0)
    await look(page, 'who-can-come-1366')
    expect(serious(complaints)).toEqual([])
    await close()

    const small = await at('li-min', afternoon(thursday), phone)
    await row(small.page, '何清越').waitFor()
    await look(small.page, 'who-can-come-375', { whole: true })
    await small.close()
  })

  it('is refused one whom the hospital has just put on duty, with the reason', async () => {
    const { page, complaints, close } = await at('li-min', afternoon(thursday))
    await row(page, '何清越').getByRole('button', { name: /预约/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: '约好' }).waitFor()
    await look(page, 'ask-book-1366')
    const duty = { date: thursday, time: { start: 780, end: 1020 }, kind: 'hospital-duty' }
    const path = `/api/scheduling/practitioners/${demoPractitionerIds['he-qingyue']}/commitments`
    await system.call('hospital-desks', 'POST', path, duty, crypto.randomUUID())
    await page.getByRole('dialog').getByRole('button', { name: '约好' }).click()
    await page.getByText('没有约成：何清越那个时间刚有了安排').waitFor()
    await page.getByText('那时是院内值班 13:00–17:00').waitFor()
    await row(page, '何清越')
      .getByText(/院内值班 13:00/)
      .waitFor()
    await look(page, 'who-can-come-refused-1366')
    expect(serious(complaints)).toEqual([])
    await close()
  })

  it('asks another, who accepts on the phone; the numbers open', async () => {
    const { page, complaints, close } = await at('li-min', afternoon(thursday))
    await row(page, '唐砚秋')
      .getByRole('button', { name: /问一问/ })
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('公众', { exact: true }).fill('3')
    await dialog.getByLabel('诊所', { exact: true }).fill('0')
    await dialog.getByLabel('转诊', { exact: true }).fill('0')
    await dialog.getByLabel('给医生的话').fill('三个孩子等了两周，放学以后来得了。')
    await look(page, 'ask-dialog-1366')
    await dialog.getByRole('button', { name: '去问' }).click()
    await page.getByText(/^已经去问：唐砚秋/).waitFor()
    await page.goto(`${system.origin}/app/scheduling/visits`)
    await page.locator('.s-visit', { hasText: '唐砚秋' }).first().waitFor()
    await look(page, 'visits-1366')

    const doctor = await at('tang-yanqiu', '/app/scheduling/requests', phone)
    const line = doctor.page.locator('.s-request-line', { hasText: '望京' }).filter({ hasText: '13:30' })
    await line.first().waitFor()
    await look(doctor.page, 'requests-375')
    const { visits } = await system.call(
      'tang-yanqiu',
      'GET',
      `/api/scheduling/practitioners/${demoPractitionerIds['tang-yanqiu']}/visits?from=${thursday}&days=1`,
    )
    await doctor.page.goto(`${system.origin}/app/scheduling/requests/${visits[0].visitId}`)
    await doctor.page.getByText('三个孩子等了两周').waitFor()
    await look(doctor.page, 'my-request-375')
    await doctor.page.getByRole('button', { name: '接受' }).click()
    await doctor.page.getByText('已接受，门诊已发布').waitFor()
    await look(doctor.page, 'my-request-accepted-375')
    await doctor.page.goto(`${system.origin}/app/scheduling/my-week?from=${thursday}`)
    await doctor.page.getByText('望京').first().waitFor()
    await look(doctor.page, 'my-week-375')

    await page.reload()
    await page.locator('.s-visit', { hasText: '唐砚秋' }).filter({ hasText: '约好' }).first().waitFor()
    await look(page, 'visits-agreed-1366')
    const session = await soon(() => sessionOf('唐砚秋'))
    expect(session).toMatchObject({ state: 'published' })
    expect(session.slots.map(({ state }) => state)).toEqual(['free', 'free', 'free'])
    expect(serious([...complaints, ...doctor.complaints])).toEqual([])
    await close()
    await doctor.close()
  })
})

/** Signs in on the issuer's page that a public page led to. */
async function as(page: Page, person: string): Promise<void> {
  await page.locator(`button[name="person"][value="${findDemoPerson(person)?.personId}"]`).click()
}
const offerOn = (page: Page) => page.locator(`#d-${thursday} .p-offer`, { hasText: '唐砚秋' })
async function openOffer(page: Page): Promise<void> {
  await page.goto(`${system.origin}${wangjing.path}?date=${thursday}`)
  await page.waitForSelector('html[data-ready]')
  await page.locator(`.p-strip a[href*="date=${thursday}"]`).click()
  await offerOn(page).locator('.p-offer-act').click()
  await page.getByRole('dialog').waitFor()
}
const bookFree = async (person: string, patientId: string): Promise<void> => {
  const free = (await sessionOf('唐砚秋'))?.slots.find(({ state, hold }) => state === 'free' && !hold)
  const path = `/api/scheduling/slots/${free?.slotId}/appointment`
  await system.call(person, 'POST', path, { patientId, visit: 'first' }, crypto.randomUUID())
}
interface Waiting {
  readonly patientId: string
  readonly state: string
  readonly offer?: { readonly slotId: string }
}
const waiting = async (patientId: string): Promise<Waiting | undefined> => {
  const { waits } = (await system.call(
    'li-min',
    'GET',
    `/api/scheduling/sites/${wangjing.siteId}/waits`,
  )) as {
    waits: Waiting[]
  }
  return waits.find((one) => one.patientId === patientId)
}

describe('patients of the new clinic', () => {
  it('book on the phone', async () => {
    const { page, complaints, close } = await openPage(browser, phone)
    await openOffer(page)
    await page.getByRole('link', { name: /^登录后确认 / }).click()
    await as(page, 'liu-yang')
    const confirm = page.getByRole('button', { name: /^确认预约 / })
    await confirm.waitFor()
    await look(page, 'public-confirm-375')
    await confirm.click()
    await page.getByRole('heading', { name: '预约好了' }).waitFor()
    await look(page, 'public-ticket-375')
    const href = (await page.getByRole('link', { name: '日历' }).getAttribute('href')) ?? ''
    const [event] = eventsOf(await (await page.request.get(system.origin + href)).text())
    expect(event).toMatchObject({ summary: '门诊预约' })
    expect(dateAt(event?.start.getTime() ?? 0)).toBe(thursday)
    expect(serious(complaints)).toEqual([])
    await close()
  })

  it('wait when it is full; the clinic says how urgent it is', async () => {
    await bookFree('wu-jianping', demoPatientIds['wu-gelin'])
    await bookFree('yang-fan', demoPatientIds['yang-fan'])
    const { page, close } = await openPage(browser, phone)
    await soon(async () => {
      await page.goto(`${system.origin}${wangjing.path}?date=${thursday}`)
      return (await offerOn(page).getByText('已约满').count()) > 0 || undefined
    })
    await openOffer(page)
    await page.getByRole('link', { name: '登录后加入候补' }).click()
    await as(page, 'li-jianjun')
    await page.getByRole('radio', { name: /^只要这天/ }).check()
    await page.getByRole('button', { name: '加入候补' }).click()
    await page.getByText(/有号就给您留/).waitFor()
    await look(page, 'public-waiting-375')
    await close()

    const desk = await at('li-min', '/app/scheduling/waitlist')
    await desk.page
      .getByRole('button', { name: /^加入候补/ })
      .first()
      .click()
    const dialog = desk.page.getByRole('dialog')
    await dialog.getByRole('combobox').first().fill('阿依古丽')
    await desk.page
      .getByRole('option', { name: /阿依古丽/ })
      .first()
      .click()
    await dialog.getByText('紧急', { exact: true }).click()
    await dialog.getByLabel('为什么').selectOption({ label: '刚出院' })
    await dialog.getByLabel('类别').selectOption({ value: 'child' })
    await dialog.getByLabel('医生').selectOption({ label: '唐砚秋' })
    await look(desk.page, 'waitlist-join-1366')
    await dialog.getByRole('button', { name: '加入候补' }).click()
    await desk.page.getByText(/已加入候补/).waitFor()
    const people = desk.page.locator('tbody tr')
    await people.filter({ hasText: '阿依古丽' }).waitFor()
    const names = await people.allTextContents()
    const placeOf = (name: string) => names.findIndex((text) => text.includes(name))
    expect(placeOf('阿依古丽')).toBeLessThan(placeOf('李建军'))
    await look(desk.page, 'waitlist-1366')
    await desk.close()
  })

  it('are offered a freed number by need, and take it on the phone', async () => {
    const gone = await at('yang-fan', '/mine/', phone)
    const card = gone.page.locator('.p-mine', { hasText: '唐砚秋' })
    await card.getByRole('button', { name: '取消' }).click()
    await gone.page.getByRole('button', { name: '取消这次预约' }).click()
    await card.waitFor({ state: 'detached' })
    await gone.close()

    const urgent = demoPatientIds['ayguli-memtimin']
    await soon(async () => ((await waiting(urgent))?.state === 'offered' ? true : undefined))
    expect(await waiting(demoPatientIds['li-jianjun'])).toMatchObject({ state: 'waiting' })
    const { page, complaints, close } = await at('ayguli-memtimin', '/mine/', phone)
    await page.getByText('有号了，给您留着').waitFor()
    await look(page, 'mine-offer-375')
    await page.getByRole('button', { name: '要这个号' }).click()
    await page.getByRole('heading', { name: '预约好了' }).waitFor()
    await look(page, 'mine-taken-375')
    expect(serious(complaints)).toEqual([])
    await close()
  })
})

describe('the filing of that psychiatrist', () => {
  it('has an evidence pack that opens as a PDF, and ends by the office', async () => {
    const practitionerId = demoPractitionerIds['tang-yanqiu']
    const entry = await system.call(
      'fang-minzhi',
      'GET',
      `/api/practitioners/practitioners/${practitionerId}`,
    )
    const { practiceId } = entry.practices.find((one: { siteId: string }) => one.siteId === wangjing.siteId)
    const path = `/app/practitioners/${practitionerId}/practices/${practiceId}`
    const { page, complaints, close } = await at('fang-minzhi', path)
    const evidence = page.getByRole('link', { name: '打印依据材料' })
    const answer = await page.request.get(system.origin + ((await evidence.getAttribute('href')) ?? ''))
    expect(answer.headers()['content-type']).toBe('application/pdf')
    const bytes = await answer.body()
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await pagesOf(bytes)).join('')).toContain('唐砚秋')
    await look(page, 'filing-1366')
    await page.getByRole('button', { name: '提前结束' }).click()
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'))
    await dialog.getByLabel('为什么结束').fill('调往外区（演示）')
    await look(page, 'filing-end-1366')
    await dialog.getByRole('button', { name: '提前结束' }).click()
    await page
      .getByText(/唐砚秋：最后一天/)
      .first()
      .waitFor()
    expect(serious(complaints)).toEqual([])
    await close()
    await soon(async () => ((await sessionOf('唐砚秋'))?.state === 'stopped' ? true : undefined))
  })

  it('stops the clinic; its patients are looked after until all are reached', async () => {
    const { page, complaints, close } = await at('li-min', '/app/scheduling/stopped')
    await look(page, 'stopped-1366')
    const { sessionId } = await soon(() => sessionOf('唐砚秋'))
    await page.goto(`${system.origin}/app/scheduling/cascade?session=${sessionId}`)
    await page.getByRole('button', { name: '现在开始，不再撤销' }).click()
    await page.locator('tbody tr').nth(2).waitFor()
    const path = `/api/scheduling/sessions/${sessionId}/cascade`
    const lines = async () =>
      (await system.call('li-min', 'GET', path)).lines as {
        patientId: string
        state: string
        told: unknown[]
      }[]
    await soon(async () => ((await lines()).some(({ state }) => state === 'open') ? undefined : true))
    await page.reload()
    await page.locator('tbody tr').nth(2).waitFor()
    await look(page, 'cascade-1366')

    const offered = await lines()
    const own = offered.find(({ patientId }) => patientId === demoPatientIds['liu-yang'])
    expect(own).toMatchObject({ state: 'offered' })
    const patient = await at('liu-yang', '/mine/', phone)
    await patient.page.getByText('停诊了，另给您留了号').waitFor()
    await look(patient.page, 'mine-reoffer-375')
    await patient.page.getByRole('button', { name: '要这个号' }).click()
    await patient.page.getByRole('heading', { name: '预约好了' }).waitFor()
    await patient.close()

    await page.reload()
    for (;;) {
      await page.locator('tbody tr').nth(2).waitFor()
      const call = page.getByRole('button', { name: '打电话' })
      const left = await call.count()
      if (left === 0) break
      await call.first().click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(/原来约的是/).waitFor()
      const take = dialog.getByRole('button', { name: '改到这个号' })
      await page.waitForLoadState('networkidle')
      await look(page, 'cascade-call-1366')
      await ((await take.count()) > 0
        ? take
        : dialog.getByRole('button', { name: '联系上了，再想想' })
      ).click()
      await dialog.waitFor({ state: 'detached' })
      await expect.poll(() => call.count()).toBe(left - 1)
    }
    await page.goto(`${system.origin}/app/scheduling/stopped`)
    await page.locator('.s-cascades > li', { hasText: '唐砚秋' }).getByText('都联系上了').waitFor()
    await look(page, 'stopped-all-reached-1366')

    await page.goto(`${system.origin}/app/scheduling/cascade?session=${sessionId}`)
    await page.locator('tbody tr').nth(2).waitFor()
    const proof = await page.request.get(`${system.origin}${path}.csv`)
    expect(proof.headers()['content-type']).toContain('text/csv')
    expect(await proof.text()).toContain('刘洋')
    await page.setViewportSize({ width: 794, height: 1123 })
    await page.emulateMedia({ media: 'print' })
    await look(page, 'proof-print-794')
    expect(await page.locator('.x-rail, .x-top').filter({ visible: true }).count()).toBe(0)
    await page.getByText('经办人签名').waitFor()
    expect(serious(complaints)).toEqual([])
    await close()
  })
})

it('gives a half-day that two clinics want at once to one of them', async () => {
  const later = addDays(thursday, 7)
  const clinics = await Promise.all(
    ['li-min', 'zhao-hui'].map((person) => at(person, afternoon(later), desktop)),
  )
  for (const { page } of clinics) {
    await row(page, '林若溪').getByRole('button', { name: /预约/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: '约好' }).waitFor()
    await page.waitForLoadState('networkidle')
  }
  await Promise.all(
    clinics.map(({ page }) => page.getByRole('dialog').getByRole('button', { name: '约好' }).click()),
  )
  const outcomes = await Promise.all(
    clinics.map(async ({ page }) => {
      const won = page.getByText(/^约好了：林若溪/)
      await won.or(page.getByText(/^没有约成：林若溪/)).waitFor()
      return won.count()
    }),
  )
  expect(outcomes.toSorted()).toEqual([0, 1])
  const loser = clinics[outcomes.indexOf(0)]
  await loser?.page.getByText(/刚被另一家中心约走/).waitFor()
  if (loser) await look(loser.page, 'race-lost-1366')
  const path = (siteId: string) => `/api/scheduling/sites/${siteId}/visits?from=${later}&days=1`
  const [here, there] = await Promise.all([
    system.call('li-min', 'GET', path(wangjing.siteId)),
    system.call('zhao-hui', 'GET', path(jiuxianqiao)),
  ])
  const accepted = [...here.visits, ...there.visits].filter(
    (one: { state: string; practitionerName: string }) =>
      one.state === 'accepted' && one.practitionerName === '林若溪',
  )
  expect(accepted).toHaveLength(1)
  for (const { close } of clinics) await close()
})

describe('what goes in and out', () => {
  it('takes a hospital’s duty roster after showing what it would do', async () => {
    const { page, complaints, close } = await at('tian-ye', '/app/scheduling/rosters')
    const day = addDays(today, 40)
    const csv = `姓名,日期,开始,结束,类别\r\n贺文谦,${day},8:00,11:30,门诊\r\n贺文谦,${addDays(day, 1)},13:30,17:00,值班\r\n谁也不是,${day},8:00,9:00,值班\r\n`
    const file = { name: '排班.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
    await page.getByLabel('排班文件').setInputFiles(file)
    await page.getByRole('heading', { name: /^核对结果/ }).waitFor()
    await page.getByText('第 4 行：没有登记过这位医生').waitFor()
    await look(page, 'roster-1366')
    const before = await system.call('tian-ye', 'GET', imports)
    await page.getByRole('button', { name: '导入 2 处改动' }).click()
    await page.getByText('已导入').first().waitFor()
    const after = await system.call('tian-ye', 'GET', imports)
    expect(after.imports.length).toBe(before.imports.length + 1)
    expect(after.imports[0]).toMatchObject({ source: '医院排班', added: 2, errors: 1 })
    expect(serious(complaints)).toEqual([])
    await close()
  })

  it('opens the day list as a workbook and the psychiatrist’s sessions as a calendar', async () => {
    const { page, close } = await at('li-min', '/app/scheduling/day-list')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载表格' }).click(),
    ])
    const texts = textsOfWorkbook(await readFile(await download.path()))
    expect(texts).toContain('预约码')
    expect(texts.join()).toMatch(/\*\*\*\*\d{4}/)
    await close()

    const doctor = await at('chen-siyuan', '/app/scheduling/my-week')
    await doctor.page.getByRole('button', { name: '订阅' }).click()
    const address = doctor.page.getByLabel('日历地址')
    await expect.poll(() => address.inputValue()).toMatch(/^http/)
    await look(doctor.page, 'my-week-feed-1366')
    const events = eventsOf(await (await fetch(await address.inputValue())).text())
    expect(events.length).toBeGreaterThan(3)
    expect(events.every(({ start }) => !Number.isNaN(start.getTime()))).toBe(true)
    await doctor.close()
  })
})

it('shows nothing on the way that axe, a narrow screen or a reader would stumble over', () => {
  expect(findings).toEqual([])
})
