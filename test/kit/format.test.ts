import { afterEach, describe, expect, it } from 'vitest'
import { language, useFormats } from '#frontends/kit/index.ts'

const formats = useFormats()
afterEach(() => {
  language.value = 'zh-CN'
})

describe('dates and times', () => {
  it('are written as people write them in Chinese', () => {
    const { day, short, figures, weekday, month, moment, span, range } = formats.value
    expect(day('2026-09-16')).toBe('9月16日 周三')
    expect(short('2026-09-16')).toBe('9月16日')
    expect(figures('2026-10-01')).toBe('10/1')
    expect(weekday('2026-09-16')).toBe('周三')
    expect(month('2026-09-01')).toBe('2026年9月')
    expect(moment('2026-09-16', 585)).toBe('9月16日 周三 9:45')
    expect(span({ start: 540, end: 720 })).toBe('9:00–12:00')
    expect(range('2026-09-14', '2026-09-20')).toBe('9月14日 – 20日')
    expect(range('2026-09-14', '2026-10-11')).toBe('9月14日 – 10月11日')
  })

  it('are written as people write them in English', () => {
    language.value = 'en'
    expect(formats.value.day('2026-09-16')).toBe('Wed 16 Sept')
    expect(formats.value.moment('2026-09-16', 585)).toBe('Wed 16 Sept 9:45')
    expect(formats.value.dated('1959-03-07', '2026-09-15')).toBe('Sat 7 Mar 1959')
  })

  it('carry their year where it is not the present one', () => {
    expect(formats.value.dated('2026-12-31', '2026-09-15')).toBe('12月31日 周四')
    expect(formats.value.dated('2027-01-02', '2026-09-15')).toBe('2027年1月2日 周六')
  })

  it('belong to the Beijing day on both sides of its midnight, 16:00 UTC', () => {
    const before = Date.parse('2026-09-15T15:59:00Z')
    const after = Date.parse('2026-09-15T16:00:00Z')
    expect(formats.value.instant(before, '2026-09-15')).toBe('23:59')
    expect(formats.value.instant(after, '2026-09-15')).toBe('9月16日 0:00')
  })
})
