import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { discreet, isIndiscreet } from '#functions/patients/discreet.ts'
import indiscreet from '#functions/patients/indiscreet.json' with { type: 'json' }
import english from '#functions/patients/locales/en.json' with { type: 'json' }
import chinese from '#functions/patients/locales/zh-CN.json' with { type: 'json' }
import { namesIn, worded } from '#functions/patients/notice-words.ts'
import { instantOf } from '#shared/kernel/calendar.ts'
import { contactLanguages, type Notice, noticeFacts, noticeTemplates } from '#shared/patients/index.ts'

const facts: Notice['facts'] = {
  siteName: '望京社区卫生服务中心',
  fromSiteName: '酒仙桥社区卫生服务中心',
  practitionerName: '陈思远',
  date: '2026-09-17',
  fromDate: '2026-09-15',
  start: 570,
  fromStart: 810,
  number: 3,
  code: '204815',
  until: instantOf('2026-09-16', 18 * 60),
  ahead: 3,
  count: 6,
  answer: 'yes',
  url: '/mine/',
}
const origin = 'https://xinlian.example.org'
const every = noticeTemplates.flatMap((template) =>
  contactLanguages.map((language) => [template, language] as const),
)

describe('the words of messages', () => {
  it('are there for every template and no other, in both languages', () => {
    for (const texts of [chinese, english])
      expect(Object.keys(texts.notice).sort()).toEqual([...noticeTemplates].sort())
  })

  it.each(every)('%s in %s say nothing of what somebody is treated for', (template, language) => {
    const { subject, text } = worded({ template, facts }, language, origin)
    for (const word of indiscreet) expect(`${subject} ${text}`.toLowerCase()).not.toContain(word)
  })

  it.each(every)(
    '%s in %s are filled with facts that a message has, and leave no gap',
    (template, language) => {
      const texts = language === 'en' ? english : chinese
      for (const name of namesIn(texts.notice[template].text)) expect(noticeFacts).toContain(name)
      const full = worded({ template, facts }, language, origin)
      const sparse = worded(
        { template, facts: { siteName: '望京', date: '2026-09-17', start: 570, until: 0 } },
        language,
      )
      for (const { text } of [full, sparse]) expect(text).not.toMatch(/[{}[\]]|undefined|NaN| {2}|，，|,,/)
      expect([...full.text].length).toBeLessThanOrEqual(language === 'en' ? 320 : 140)
    },
  )

  it('name the day, the hour and the deadline as people do', () => {
    expect(worded({ template: 'waitlist-offer', facts }, 'zh-CN', origin).text).toBe(
      '望京社区卫生服务中心空出了 9月17日周四 09:30，陈思远医生，为您留到 9月16日 18:00。确认：https://xinlian.example.org/mine/',
    )
    expect(worded({ template: 'booked', facts }, 'en').text).toBe(
      'Booked at 望京社区卫生服务中心: Thu, September 17, 09:30, Dr 陈思远, number 3, booking code 204815.',
    )
  })

  it('name no place whose name tells too much', () => {
    const telling = { ...facts, siteName: '朝阳区精神卫生中心', practitionerName: '心理科陈医生' }
    const { text, facts: sent } = worded({ template: 'booked', facts: telling }, 'zh-CN', origin)
    expect(text).toBe(
      '已约您预约的机构：9月17日周四 09:30，3 号，预约码 204815。详情：https://xinlian.example.org/mine/',
    )
    expect(JSON.stringify(sent)).not.toMatch(/精神|心理/)
  })

  test.prop([
    fc.constantFrom(...every),
    fc.constantFrom(...indiscreet),
    fc.constantFrom('siteName', 'practitionerName', 'code', 'answer', 'date', 'url'),
    fc.string(),
  ])('stay discreet whatever fact they are given', ([template, language], word, name, around) => {
    const { text } = worded(
      { template, facts: { ...facts, [name]: `${around}${word}${around}` } },
      language,
      origin,
    )
    expect(isIndiscreet(text)).toBe(false)
  })

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    'javascript:alert(1)',
    '/\\elsewhere.example',
  ])('lead nowhere but to our own pages: %s', (url) => {
    expect(discreet({ url }, '').url).toBeUndefined()
  })
})
