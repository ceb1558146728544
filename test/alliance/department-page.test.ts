import { beforeAll, describe, expect, it } from 'vitest'
import DepartmentPage from '#frontends/alliance/pages/DepartmentPage.vue'
import MyDepartmentPage from '#frontends/alliance/pages/MyDepartmentPage.vue'
import { refused, settle } from '#test/scheduling/pages.ts'
import {
  answersWith,
  click,
  departmentIn,
  fill,
  holdPages,
  inDays,
  inspectionWith,
  itemIds,
  loadOverlays,
  nurse,
  office,
} from './pages.ts'

const { open, asked, texts } = holdPages()
const path = '/api/alliance/departments/site-050.psychiatry'
const props = { departmentId: 'site-050.psychiatry' }
const sent = () => asked().filter(({ method }) => method !== 'GET')

beforeAll(() => Promise.all([loadOverlays(), import('#frontends/alliance/components/StepDialog.vue')]))

/** Chooses an answer for the item at `index` of the standard. */
async function answer(index: number, words: string): Promise<void> {
  const group = document.querySelectorAll('.a-answer')[index]
  const label = [...(group?.querySelectorAll('label') ?? [])].find((one) => one.textContent?.trim() === words)
  label?.querySelector('input')?.click()
  await settle()
}

describe('the self-check of a site', () => {
  const begun = departmentIn('self-checking', { selfCheck: answersWith().slice(0, 20) })

  it('begins with who answers for the department', async () => {
    const fresh = departmentIn('not-applied', { selfCheck: [], version: 0 })
    await open(
      MyDepartmentPage,
      '/my-department',
      {
        [`GET ${path}`]: () => fresh,
        [`POST ${path}/application`]: () => departmentIn('self-checking', { selfCheck: [] }),
      },
      { person: nurse },
    )
    await fill('科室负责人', '')
    await click('开始自查')
    expect(sent()).toEqual([])
    expect(texts()).toContain('写上科室负责人')
    await fill('科室负责人', '李敏')
    await click('开始自查')
    expect(sent()[0]?.body).toEqual({ version: 0, contact: '李敏', name: '精神科' })
    expect(texts()).toContain('已答 0 / 22 项')
  })

  it('saves only what was changed, and what is not met only with a word of why', async () => {
    const saved = departmentIn('self-checking', { selfCheck: answersWith(), version: 5 })
    await open(
      MyDepartmentPage,
      '/my-department',
      { [`GET ${path}`]: () => begun, [`PUT ${path}/self-check`]: () => saved },
      { person: nurse },
    )
    await answer(20, '达到')
    await answer(21, '没达到')
    await click(/^保存 2 项/)
    expect(sent()).toEqual([])
    expect(texts()).toContain('写一句为什么，才能保存。')
    const why = document.querySelector<HTMLInputElement>('.a-answer-why input')
    if (why) why.value = '电话还没贴'
    why?.dispatchEvent(new Event('input', { bubbles: true }))
    await click(/^保存 2 项/)
    expect(sent()[0]?.body).toEqual({
      version: 4,
      answers: [
        { itemId: itemIds[20], answer: 'met' },
        { itemId: itemIds[21], answer: 'not-met', note: '电话还没贴' },
      ],
    })
    expect(texts()).toContain('都保存了')
  })

  it('cannot be handed in with gaps, and says so', async () => {
    await open(MyDepartmentPage, '/my-department', { [`GET ${path}`]: () => begun }, { person: nurse })
    expect(texts()).toContain('还有没答的项')
    await click(/^交给办公室/)
    expect(document.querySelector('[role=dialog]')).toBeNull()
  })

  it('shows both versions where somebody saved in between, and lays mine over theirs when I say so', async () => {
    let reads = 0
    const theirs = departmentIn('self-checking', {
      selfCheck: [...answersWith().slice(0, 20), { itemId: itemIds[21] ?? '', answer: 'met' }],
      version: 5,
      changed: { by: '周晓琳', at: 1_789_438_140_000 },
    })
    await open(
      MyDepartmentPage,
      '/my-department',
      {
        [`GET ${path}`]: () => (reads++ === 0 ? begun : theirs),
        [`PUT ${path}/self-check`]: ({ body }) =>
          body.version === 4 ? refused('alliance', 'stale-version', 409) : { ...theirs, version: 6 },
      },
      { person: nurse },
    )
    await answer(20, '达到')
    await click(/^保存 1 项/)
    expect(texts()).toMatch(/没有保存：周晓琳 .*\d:\d\d 刚改过这份答卷/)
    expect(texts()).toMatch(/报警装置.*达到.*转诊通道.*没答/)
    await click('留我的')
    expect(sent().at(-1)?.body).toEqual({ version: 5, answers: [{ itemId: itemIds[20], answer: 'met' }] })
  })

  it('is not the office’s to write', async () => {
    await open(DepartmentPage, '/departments/x', { [`GET ${path}`]: () => begun }, { props, person: office })
    expect(document.querySelector('.a-answer')).toBeNull()
    expect([...document.querySelectorAll('button')].map(({ textContent }) => textContent)).not.toContain(
      '交给办公室',
    )
  })
})

describe('the inspection', () => {
  it('cannot pass with an item not met, but can ask to put it right by a day', async () => {
    const found = departmentIn('inspecting', { inspection: inspectionWith('rooms-sound') })
    const after = departmentIn('rectifying', {
      inspection: inspectionWith('rooms-sound'),
      findings: [{ itemId: 'rooms-sound', note: '未达到', due: inDays(30) }],
      version: 5,
    })
    await open(
      DepartmentPage,
      '/departments/x',
      { [`GET ${path}`]: () => found, [`POST ${path}/findings`]: () => after },
      { props },
    )
    expect(texts()).toContain('还有没达到的项，先整改再通过。')
    await click(/^要求整改/)
    await click(/^要求整改/)
    expect(sent()[0]?.body).toEqual({ version: 4, due: inDays(30), dues: [] })
    expect(texts()).toMatch(/问题项 ?1 项，整改好 0 项/)
  })

  it('asks before it passes, because it cannot be taken back', async () => {
    const found = departmentIn('inspecting', { inspection: inspectionWith() })
    await open(
      DepartmentPage,
      '/departments/x',
      {
        [`GET ${path}`]: () => found,
        [`POST ${path}/pass`]: () =>
          departmentIn('passed', { inspection: inspectionWith(), passedOn: inDays(0), version: 5 }),
      },
      { props },
    )
    await click(/^通过验收/)
    expect(sent()).toEqual([])
    expect(texts()).toContain('要停只能暂停，不能撤回')
    await click(/^通过验收/)
    expect(sent()[0]?.body).toEqual({ version: 4 })
    expect(texts()).toContain('已通过验收，可以放号。')
  })

  it('tells who was faster in words and shows the department as it is', async () => {
    let reads = 0
    await open(
      DepartmentPage,
      '/departments/x',
      {
        [`GET ${path}`]: () =>
          reads++ === 0
            ? departmentIn('inspecting', { inspection: inspectionWith() })
            : departmentIn('passed', { inspection: inspectionWith(), version: 9 }),
        [`POST ${path}/pass`]: () => refused('alliance', 'step-not-allowed', 409, { state: 'passed' }),
      },
      { props },
    )
    await click(/^通过验收/)
    await click(/^通过验收/)
    expect(texts()).toContain('科室现在不在这一步')
  })
})

describe('putting findings right', () => {
  const found = departmentIn('rectifying', {
    inspection: inspectionWith('rooms-sound'),
    findings: [{ itemId: 'rooms-sound', note: '门外能听清', due: inDays(-4) }],
  })

  it('is the site’s: it says how, and then asks for the review', async () => {
    const put = departmentIn('rectifying', {
      ...found,
      findings: [
        {
          itemId: 'rooms-sound',
          note: '门外能听清',
          due: inDays(-4),
          rectification: { note: '加了隔音条', by: '李敏', on: inDays(0) },
        },
      ],
      version: 5,
    })
    await open(
      MyDepartmentPage,
      '/my-department',
      { [`GET ${path}`]: () => found, [`PUT ${path}/findings/rooms-sound`]: () => put },
      { person: nurse },
    )
    expect(texts()).toContain('超期 4 天')
    expect(texts()).toContain('还有问题项没写怎么整改的')
    const how = document.querySelector('textarea')
    if (how) how.value = '加了隔音条'
    how?.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    document.querySelector('.a-finding-form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await settle()
    expect(sent()[0]?.body).toEqual({ version: 4, note: '加了隔音条' })
    expect(texts()).not.toContain('还有问题项没写怎么整改的')
    expect(texts()).toMatch(/1 项，整改好 1 项/)
  })

  it('is sent back by the office finding by finding, with a reason and a new day', async () => {
    const review = departmentIn('awaiting-review', {
      ...found,
      state: 'awaiting-review',
      findings: [
        {
          ...found.findings[0],
          itemId: 'rooms-sound',
          note: '门外能听清',
          due: inDays(-4),
          rectification: { note: '好了', by: '李敏', on: inDays(0) },
        },
      ],
    })
    await open(
      DepartmentPage,
      '/departments/x',
      { [`GET ${path}`]: () => review, [`POST ${path}/findings/return`]: () => ({ ...found, version: 5 }) },
      { props },
    )
    await click(/^退回问题项/)
    await click(/^退回问题项/)
    expect(texts()).toContain('选出没整改好的问题项。')
    document.querySelector<HTMLInputElement>('[role=dialog] input[type=checkbox]')?.click()
    await settle()
    await fill('为什么退回', '还是能听见')
    await click(/^退回问题项/)
    expect(sent()[0]?.body).toEqual({
      version: 4,
      findings: [{ itemId: 'rooms-sound', reason: '还是能听见', due: inDays(30) }],
    })
  })
})

describe('a department that one may not see', () => {
  it('looks as if it did not exist', async () => {
    await open(
      DepartmentPage,
      '/departments/x',
      { [`GET ${path}`]: () => refused('alliance', 'department-unknown', 404) },
      { props },
    )
    expect(texts()).toContain('这份记录您现在看不到')
  })
})
