import { describe, expect, it, vi } from 'vitest'
import chinese from '#frontends/patients/locales/zh-CN.json' with { type: 'json' }
import ChangePage from '#frontends/patients/pages/ChangePage.vue'
import PatientsPage from '#frontends/patients/pages/PatientsPage.vue'
import RecordPage from '#frontends/patients/pages/RecordPage.vue'
import RegisterPage from '#frontends/patients/pages/RegisterPage.vue'
import type { Actor } from '#shared/access/index.ts'
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
} from '#test/scheduling/pages.ts'
import { framed } from '../support/page-frame.ts'

const record = {
  patientId: 'p-1',
  version: 2,
  name: '王桂兰',
  sex: '2',
  birthDate: '1959-03-07',
  idNumberMasked: '110105********002X',
  phoneMasked: '138****2210',
  phoneTail: '2210',
  needs: ['wheelchair'],
  siteIds: ['site-050'],
  registeredAt: now,
  changedAt: now,
}
const guardian: Actor = {
  personId: 'wang-lei',
  displayName: '王磊',
  grants: [{ role: 'guardian', patientId: 'p-1' }],
}
const hit = {
  patientId: 'p-1',
  name: '王桂兰',
  sex: '2',
  birthYear: 1959,
  phoneTail: '2210',
  phoneMasked: '138****2210',
  initials: 'wgl',
}

let asked: Asked[]
let page: Opened | undefined
async function open(
  which: typeof RecordPage | typeof PatientsPage,
  answers: Answers = {},
  person = clerk,
): Promise<Opened> {
  asked = stubServer(answers, {
    'GET /api/patients/records/p-1': () => record,
    'POST /api/patients/search': () => ({ by: 'name', hits: [hit] }),
    'GET /api/access/patients/p-1/accesses': () => ({
      lines: [
        {
          entryId: 'e1',
          at: now,
          context: 'patients',
          aggregateId: 'p-1',
          act: 'patient-read',
          personId: 'li-min',
          displayName: '李敏',
          basis: 'service',
          patientIds: ['p-1'],
        },
      ],
    }),
  })
  page = onScreen(await openPage(which, '/p-1', person, { texts: chinese, props: { patientId: 'p-1' } }))
  return page
}
async function click(words: string): Promise<void> {
  const button = [...document.querySelectorAll<HTMLElement>('button')].findLast((one) =>
    one.textContent?.includes(words),
  )
  if (!button) throw new Error(`no button ${words}`)
  button.click()
  await page?.settle()
}
async function fill(label: string, text: string): Promise<void> {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent?.startsWith(label))
  const field = found && document.getElementById(found.htmlFor)
  if (!(field instanceof HTMLInputElement)) throw new Error(`no field ${label}`)
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await page?.settle()
}
async function submit(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await page?.settle()
}
const sent = (method: string): Asked[] => asked.filter((one) => one.method === method)

const onScreen = framed(now)

describe('finding a patient', () => {
  it('sends the text in a body and keeps it out of the address', async () => {
    const { text, router } = await open(PatientsPage)
    await fill('找患者', '王桂兰')
    expect(sent('POST').at(-1)?.body).toEqual({ siteId: 'site-050', text: '王桂兰' })
    expect(decodeURIComponent(router.currentRoute.value.fullPath)).not.toContain('王')
    expect(text()).toContain('138****2210')
    expect(text()).toContain('按姓名找，共 1 位')
  })

  it('says what to write more', async () => {
    const { text } = await open(PatientsPage, {
      'POST /api/patients/search': ({ body }) =>
        body.text ? refused('patients', 'search-too-short', 422) : { by: 'all', hits: [] },
    })
    await fill('找患者', '12')
    expect(text()).toContain('再多写一点')
  })

  it('turns the pages of a long list and comes back', async () => {
    await open(PatientsPage, {
      'POST /api/patients/search': ({ body }) => ({
        by: 'all',
        hits: [hit],
        ...(body.after ? {} : { next: 'n1' }),
      }),
    })
    expect(page?.text()).not.toContain('共 1 位')
    await click('下一页')
    expect(sent('POST').at(-1)?.body).toMatchObject({ after: 'n1' })
    await click('上一页')
    expect(page?.text()).toContain('下一页')
  })

  it('shows nothing to who may read no patient', async () => {
    const { text } = await open(PatientsPage, {}, psychiatrist)
    expect(text()).toContain('这份记录您现在看不到')
    expect(asked).toEqual([])
  })
})

describe('a record', () => {
  it('shows numbers masked, a whole one for a stated reason and for a minute', async () => {
    const { text, settle } = await open(RecordPage, { 'POST .*/reveal': () => ({ value: '13812342210' }) })
    expect(text()).toContain('138****2210')
    await click('显示')
    expect(sent('POST')).toEqual([])
    await click('核对身份')
    expect(sent('POST')[0]?.body).toEqual({ field: 'phone', reason: 'verify-identity' })
    expect(text()).toContain('13812342210')
    await vi.advanceTimersByTimeAsync(60_000)
    await settle()
    expect(text()).not.toContain('13812342210')
  })

  it('tells the guardian who looked at it, and only when asked', async () => {
    const { text, settle } = await open(RecordPage, {}, guardian)
    expect(asked.some(({ path }) => path.includes('/accesses'))).toBe(false)
    document.querySelectorAll<HTMLElement>('[role=tab]')[2]?.click()
    await settle()
    expect(text()).toContain('李敏')
    expect(text()).toContain('看了资料')
  })

  it('offers those who look no list of who looked, by no address either', async () => {
    const { text, router, settle } = await open(RecordPage)
    await router.push('/p-1?tab=accesses')
    await settle()
    expect(text()).not.toContain('谁看过')
    expect(text()).toContain('138****2210')
    expect(asked.some(({ path }) => path.includes('/accesses'))).toBe(false)
  })

  it('does not say whether a record exists that is not theirs', async () => {
    const { text } = await open(RecordPage, {
      'GET /api/patients/records/p-1': () => refused('patients', 'patient-unknown', 404),
    })
    expect(text()).toContain('为了保密，不说明是哪一种')
  })
})

describe('registering', () => {
  it('reads birth date and sex from the ID number', async () => {
    const { text, router } = await open(RegisterPage, {
      'POST /api/patients/records': () => ({ patientId: 'p-9', version: 1 }),
    })
    await fill('姓名', '阿不都热依木·买买提')
    await fill('身份证号', '11010519491231002x')
    expect(text()).toContain('从号码读出：1949-12-31，女')
    await fill('手机号', '199 0000 1111')
    await submit()
    expect(sent('POST')[0]?.body).toMatchObject({
      idNumber: '11010519491231002X',
      birthDate: '1949-12-31',
      sex: '2',
      phone: '19900001111',
    })
    expect(router.currentRoute.value.path).toBe('/p-9')
  })

  it('takes up a person known elsewhere with the ID card in hand, and says on what basis', async () => {
    const { text } = await open(RegisterPage, {
      'POST /api/patients/records': () => refused('patients', 'duplicate-elsewhere', 409),
      'POST /api/patients/sites/site-050/admissions': () => record,
    })
    await fill('姓名', '王桂兰')
    await fill('身份证号', '11010519491231002X')
    await fill('手机号', '19900001111')
    await submit()
    expect(text()).toContain('这个身份不能再登记一次')
    await click('核对好了，转到本中心')
    expect(sent('POST').at(-1)?.body).toEqual({
      idNumber: '11010519491231002X',
      name: '王桂兰',
      basis: 'patient-present',
    })
  })

  it('names what is wrong by field before anything is sent', async () => {
    const { text } = await open(RegisterPage)
    await fill('身份证号', '110105491231002')
    await fill('手机号', '1990000111')
    await submit()
    expect(text()).toContain('请写姓名')
    expect(text()).toContain('15 位的旧号已停用')
    expect(text()).toContain('手机号是 11 位')
    expect(sent('POST')).toEqual([])
  })
})

describe('changing a record', () => {
  it('sends only what has changed', async () => {
    await open(ChangePage, { 'PATCH .*': () => ({ ...record, version: 3 }) })
    await fill('姓名', '王桂兰兰')
    await submit()
    expect(sent('PATCH')[0]?.body).toEqual({ version: 2, name: '王桂兰兰' })
  })

  it('shows both versions when somebody else was faster, and keeps mine on top of theirs', async () => {
    let changed = false
    const theirs = { ...record, version: 3, needs: [], changedAt: now - 60_000 }
    const { text } = await open(ChangePage, {
      'GET /api/patients/records/p-1': () => (changed ? theirs : record),
      'PATCH .*': ({ body }) => {
        if (body.version === 3) return { ...record, version: 4 }
        changed = true
        return refused('patients', 'stale-version', 409)
      },
    })
    await fill('姓名', '王桂兰兰')
    await submit()
    expect(text()).toContain('没有保存：别人 10:11 刚改过这份资料')
    expect(text()).toContain('轮椅')
    await click('留我的')
    expect(sent('PATCH').at(-1)?.body).toEqual({ version: 3, name: '王桂兰兰' })
  })
})
