import { afterEach, describe, expect, it } from 'vitest'
import { DateField, FinderBox, NumberField, TextField, TimeField } from '#frontends/kit/index.ts'
import { digitChoice } from '../../frontends/kit/fields/finder.ts'
import { mounted } from './support.ts'

afterEach(() => {
  document.body.replaceChildren()
})

describe('TextField', () => {
  const elevenDigits = (text: string) =>
    text.length < 11 ? `少 ${11 - text.length} 位，手机号是 11 位。` : undefined

  it('is checked when it is left, not while it is filled in', async () => {
    const field = mounted(TextField, { props: { label: '手机号', hint: '用来发短信', check: elevenDigits } })
    const input = field.get('input')
    await input.setValue('1380013800')
    expect(field.text()).toContain('用来发短信')
    await input.trigger('blur')
    expect(field.get('[role=alert]').text()).toBe('少 1 位，手机号是 11 位。')
    expect(field.text()).not.toContain('用来发短信')
    expect(input.attributes('aria-invalid')).toBe('true')
    await field.setProps({ modelValue: '13800138000' })
    expect(field.find('[role=alert]').exists()).toBe(false)
  })

  it('names itself, its hint and its error to screen readers', () => {
    const field = mounted(TextField, { props: { label: '手机号', error: '少 1 位', optional: true } })
    const input = field.get('input')
    expect(field.get('label').attributes('for')).toBe(input.attributes('id'))
    expect(field.get('label').text()).toBe('手机号可不填')
    expect(document.getElementById(input.attributes('aria-describedby') ?? '')?.textContent).toContain(
      '少 1 位',
    )
  })
})

describe('TimeField', () => {
  it('takes 945 for 9:45 and moves by its step', async () => {
    const field = mounted(TimeField, { props: { label: '开诊', step: 15 } })
    const input = field.get('input')
    await input.setValue('945')
    await input.trigger('blur')
    expect(field.emitted('update:modelValue')?.at(-1)).toEqual([585])
    await input.trigger('keydown', { key: 'ArrowUp' })
    expect(field.emitted('update:modelValue')?.at(-1)).toEqual([600])
  })

  it('keeps what was typed and says how to write it where it is no time', async () => {
    const field = mounted(TimeField, { props: { label: '开诊' } })
    await field.get('input').setValue('早上')
    await field.get('input').trigger('blur')
    expect((field.get('input').element as HTMLInputElement).value).toBe('早上')
    expect(field.get('[role=alert]').text()).toContain('9:45')
    expect(field.emitted('update:modelValue')).toBeUndefined()
  })
})

describe('DateField', () => {
  it('says that it could not be read, and not only that it is still to be filled in', async () => {
    const props = { label: '哪一天', today: '2026-09-15', error: '还没填好' }
    const field = mounted(DateField, { props })
    expect(field.get('[role=alert]').text()).toBe('还没填好')
    await field.get('input').setValue('下下周')
    await field.get('input').trigger('blur')
    expect(field.get('[role=alert]').text()).toBe('没看懂这个日期，写成 9/16 就行。')
  })

  it('takes 9/16 and shows 9月16日 周三', async () => {
    const field = mounted(DateField, { props: { label: '哪一天', today: '2026-09-15' } })
    const input = field.get('input')
    await input.setValue('9/16')
    await input.trigger('blur')
    expect(field.emitted('update:modelValue')?.at(-1)).toEqual(['2026-09-16'])
    expect((input.element as HTMLInputElement).value).toBe('9月16日 周三')
  })

  it('shows the year of a day that is not in this one, and reads it back as it stands', async () => {
    const field = mounted(DateField, { props: { label: '出生日期', today: '2026-09-15' } })
    const input = field.get('input')
    await input.setValue('1959-3-7')
    await input.trigger('blur')
    expect((input.element as HTMLInputElement).value).toBe('1959年3月7日 周六')
    await input.trigger('blur')
    expect(field.emitted('update:modelValue')?.at(-1)).toEqual(['1959-03-07'])
    expect(field.find('[role=alert]').exists()).toBe(false)
  })

  it('says which day is the first that can be had', async () => {
    const field = mounted(DateField, {
      props: { label: '哪一天', today: '2026-09-15', min: '2026-09-20', modelValue: '2026-09-16' },
    })
    await field.get('input').trigger('blur')
    expect(field.get('[role=alert]').text()).toBe('最早 9月20日 周日。')
  })
})

describe('NumberField', () => {
  it('says which numbers can be had and moves within them', async () => {
    const field = mounted(NumberField, { props: { label: '号数', min: 1, max: 20, modelValue: 30 } })
    await field.get('input').trigger('blur')
    expect(field.get('[role=alert]').text()).toBe('可以填 1 到 20。')
    await field.get('input').trigger('keydown', { key: 'ArrowUp' })
    expect(field.emitted('update:modelValue')?.at(-1)).toEqual([20])
  })
})

describe('FinderBox', () => {
  const results = [
    { key: 'p1', title: '王桂兰', note: '女 67' },
    { key: 'p2', title: '王国良', blocked: '只看儿童' },
    { key: 'p3', title: '吴格林' },
  ]
  const finder = (query: string) =>
    mounted(FinderBox, { props: { label: '患者', results, query, none: '没有找到' } })

  it('numbers what can be chosen', () => {
    expect(
      finder('wgl')
        .findAll('kbd')
        .map((cap) => cap.text()),
    ).toEqual(['1', '–', '3'])
  })

  it('chooses by digit, by arrows and Enter, by pressing; never what is blocked', async () => {
    const box = finder('wgl')
    const input = box.get('input')
    await input.trigger('keydown', { key: '3', code: 'Digit3' })
    await input.trigger('keydown', { key: '2', code: 'Digit2' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'Enter' })
    await box.findAll('[role=option]')[1]?.trigger('click')
    await box.findAll('[role=option]')[0]?.trigger('click')
    expect(box.emitted('choose')?.map(([item]) => (item as { key: string }).key)).toEqual(['p3', 'p3', 'p1'])
  })

  it('leaves digits to the query where the last digits of a phone are typed', () => {
    const press = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init)
    expect(digitChoice(press({ key: '2', code: 'Digit2' }), '221', 3)).toBeUndefined()
    expect(digitChoice(press({ key: '2', code: 'Digit2' }), '', 3)).toBeUndefined()
    expect(digitChoice(press({ key: '2', code: 'Digit2', altKey: true }), '221', 3)).toBe(1)
    expect(digitChoice(press({ key: '2', code: 'Digit2' }), 'wgl', 3)).toBe(1)
    expect(digitChoice(press({ key: '9', code: 'Digit9' }), 'wgl', 3)).toBeUndefined()
  })

  it('says how many were found', () => {
    expect(finder('wgl').get('[role=status]').text()).toBe('找到 3 个')
  })
})
