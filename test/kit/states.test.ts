import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import {
  ApiProblem,
  BaseButton,
  ConflictNotice,
  ErrorState,
  LoadingState,
  mergedOf,
  ToastHost,
  toasts,
  useToast,
  type Version,
} from '#frontends/kit/index.ts'
import { httpProblems, problemType } from '#shared/kernel/problem.ts'
import english from '../../frontends/kit/locales/en.json' with { type: 'json' }
import chinese from '../../frontends/kit/locales/zh-CN.json' with { type: 'json' }
import { mounted } from './support.ts'

const failure = (type: string, facts = {}) =>
  new ApiProblem({ type, status: 409, title: 'English for logs', ...facts })

describe('LoadingState', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('shows nothing for 0.3 s, then a skeleton, and words after 5 s', async () => {
    const state = mounted(LoadingState)
    expect(state.findAll('.k-skeleton')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(299)
    expect(state.findAll('.k-skeleton')).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1)
    expect(state.findAll('.k-skeleton').length).toBeGreaterThan(0)
    expect(state.text()).not.toContain('有点慢')
    await vi.advanceTimersByTimeAsync(4_700)
    expect(state.text()).toContain('有点慢，还在取')
  })
})

describe('ErrorState', () => {
  it('says the same of a record that is not there and of one that may not be seen', () => {
    const texts = ['forbidden', 'not-found'].map((reason) =>
      mounted(ErrorState, { props: { problem: failure(problemType('http', reason)) } }).text(),
    )
    expect(texts[0]).toBe(texts[1])
    expect(texts[0]).toContain('这份记录您现在看不到')
  })

  it('says what the app says of its own refusal, with its facts, and never the title for logs', () => {
    const texts = { problems: { 'urn:problem:scheduling:slot-taken': '{time} 已被他人抢先预约。' } }
    const problem = failure('urn:problem:scheduling:slot-taken', { time: '10:15' })
    const state = mounted(ErrorState, { props: { problem } }, texts)
    expect(state.text()).toContain('10:15 已被他人抢先预约。')
    expect(state.text()).not.toContain('English for logs')
  })

  it('has words even for what nobody foresaw', () => {
    expect(mounted(ErrorState, { props: { problem: new Error('boom') } }).text()).toContain('没有做成')
    expect(mounted(ErrorState, { props: { problem: failure('urn:problem:things:new') } }).text()).toContain(
      '没有做成',
    )
  })

  it('asks again when asked to', async () => {
    const state = mounted(ErrorState, { props: { problem: failure('urn:problem:network') } })
    await state.get('button').trigger('click')
    expect(state.emitted('retry')).toHaveLength(1)
  })
})

describe('the kit', () => {
  it.each([chinese, english])('has words for everything that any operation can answer', ({ problems }) => {
    const types = Object.keys(httpProblems).map((reason) => problemType('http', reason))
    expect(Object.keys(problems).sort()).toEqual([...types, 'about:blank', 'urn:problem:network'].sort())
  })
})

describe('BaseButton', () => {
  it('says why it cannot be pressed, stays focusable and does nothing', async () => {
    const button = mounted(BaseButton, { props: { blocked: '约人要联网' }, slots: { default: '预约' } })
    await button.trigger('click')
    expect(button.emitted('press')).toBeUndefined()
    expect(button.attributes('aria-disabled')).toBe('true')
    expect(button.attributes('disabled')).toBeUndefined()
    expect(button.text()).toContain('约人要联网')
  })

  it('is pressed once, and not while it is busy', async () => {
    const button = mounted(BaseButton, { slots: { default: '预约' } })
    await button.trigger('click')
    await button.setProps({ busy: true })
    await button.trigger('click')
    expect(button.emitted('press')).toHaveLength(1)
  })
})

describe('ConflictNotice', () => {
  it('shows both versions side by side and marks what each of them changed', () => {
    const notice = mounted(ConflictNotice, {
      props: {
        title: '没有保存：这场门诊刚被改过',
        who: '周晓琳',
        when: '10:09',
        fields: [
          { label: '结束', mine: '12:00', theirs: '11:30', before: '12:00' },
          { label: '号数', mine: '14', theirs: '12', before: '12' },
          { label: '诊室', mine: '2 诊室', theirs: '2 诊室', before: '2 诊室' },
        ],
      },
    })
    expect(notice.text()).toContain('周晓琳 10:09 存的')
    expect(notice.findAll('mark').map((mark) => mark.text())).toEqual(['14', '11:30'])
  })

  it('lists what differs and nothing else', () => {
    const notice = (fields: readonly Version[]) =>
      mounted(ConflictNotice, { props: { title: '没有保存', fields } }).text()
    const words = notice([
      { label: '结束', mine: '12:00', theirs: '11:30', before: '12:00' },
      { label: '诊室', mine: '3 诊室', theirs: '3 诊室', before: '2 诊室' },
    ])
    expect(words).toContain('结束')
    expect(words).not.toContain('诊室')
    expect(notice([{ label: '诊室', mine: '2', theirs: '2' }])).toContain('两边写的一样')
  })

  it('says of somebody unknown only that it was somebody else', () => {
    const props = { title: '没有保存', fields: [] }
    expect(mounted(ConflictNotice, { props }).text()).toContain('别人刚存的')
    expect(mounted(ConflictNotice, { props: { ...props, when: '10:09' } }).text()).toContain(
      '别人 10:09 存的',
    )
  })
})

describe('two versions of a form', () => {
  const before = { end: 720, numbers: 12, rooms: ['2'] }

  it('are put together where each changed something else', () => {
    const theirs = { ...before, end: 690 }
    expect(mergedOf({ ...before, rooms: ['2', '3'] }, theirs, before)).toEqual({
      ...theirs,
      rooms: ['2', '3'],
    })
    expect(mergedOf({ ...before, end: 690, numbers: 14 }, theirs, before)).toEqual({ ...theirs, numbers: 14 })
  })

  it('are not put together where both changed the same, or one changed nothing', () => {
    expect(mergedOf({ ...before, end: 700 }, { ...before, end: 690 }, before)).toBeUndefined()
    expect(mergedOf(before, { ...before, end: 690 }, before)).toBeUndefined()
  })
})

describe('a toast', () => {
  const { say, undoable } = useToast()
  let host: ReturnType<typeof mounted>
  beforeEach(() => {
    vi.useFakeTimers()
    host = mounted(ToastHost)
  })
  afterEach(() => {
    vi.useRealTimers()
    toasts.splice(0)
    host.unmount()
  })

  it('can be undone for 8 seconds', async () => {
    const undo = vi.fn()
    undoable('03 号 记为爽约', undo)
    await nextTick()
    await vi.advanceTimersByTimeAsync(7_999)
    expect(host.text()).toContain('03 号 记为爽约')
    await host.get('button').trigger('click')
    expect(undo).toHaveBeenCalledTimes(1)
    expect(toasts).toHaveLength(0)
    undoable('04 号 记为爽约', undo)
    await nextTick()
    await vi.advanceTimersByTimeAsync(8_000)
    expect(toasts).toHaveLength(0)
  })

  it('waits while the pointer is on it', async () => {
    say('已发布')
    await nextTick()
    await host.trigger('pointerenter')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(host.text()).toContain('已发布')
    await host.trigger('pointerleave')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(toasts).toHaveLength(0)
  })
})
