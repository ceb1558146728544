import { describe, expect, it } from 'vitest'
import { publicPaths, renderPublicPage, renderPublicPages } from '#frontends/public/render.ts'
import { addDays } from '#shared/kernel/calendar.ts'
import { inPictures, monthOf, now, sessionAt, today, wangjing } from './support.ts'

const read = async (address: string, months = [monthOf()], at = now): Promise<string> =>
  (await renderPublicPage(address, months, at)) ?? ''
const text = (html: string): string =>
  html
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('every page', () => {
  it('is there in both languages: district, 43 sub-districts, mine, help, the ledger', async () => {
    const chinese = await renderPublicPages([monthOf()], now, 'zh-CN')
    const english = await renderPublicPages([monthOf()], now, 'en')
    expect(chinese).toHaveLength(47)
    expect([...chinese, ...english].map(({ path }) => `/${path.replace(/index\.html$/, '')}`)).toEqual(
      publicPaths,
    )
    expect(english.every(({ html }) => html.includes('<html lang="en"'))).toBe(true)
  })

  it('is the same for the same months, clock and language', async () => {
    expect(await read('/d/110105026/')).toBe(await read('/d/110105026/'))
  })

  it('is titled 门诊预约 and names neither a department nor an illness', async () => {
    for (const address of ['/', '/d/110105026/', '/mine/', '/help/', '/en/', '/en/help/']) {
      const html = await read(address)
      expect(html).toMatch(address.startsWith('/en') ? /<title>Clinic booking/ : /<title>门诊预约/)
      expect(html).not.toMatch(/精神|心理|抑郁|障碍|psych|mental/i)
    }
  })

  it('names itself and its other language to search engines by whole addresses, or not at all', async () => {
    const html = (await renderPublicPage('/en/help/', [], now, 'https://example.org')) ?? ''
    expect(html).toContain('<link rel="canonical" href="https://example.org/en/help/">')
    expect(html).toContain('<link rel="alternate" hreflang="zh-CN" href="https://example.org/help/">')
    expect(html).toContain('<meta name="description" content="')
    expect(await read('/en/help/')).not.toContain('hreflang="zh-CN" href')
  })

  it('has no inline style and no inline script but data', async () => {
    const html = await read('/d/110105026/')
    expect(html).not.toMatch(/ style="/)
    expect(html).not.toMatch(/ on\w+="/)
    const code = html.replace(/<script type="application\/json"[\s\S]*?<\/script>/g, '')
    expect(code).not.toMatch(/<script[^>]*>[^<]/)
  })

  it('cannot be left by what is published', async () => {
    const hostile = { ...wangjing, name: '</script><script>alert(1)</script>' }
    const month = { ...monthOf([sessionAt({ site: wangjing, ahead: 1 })]), sites: [hostile] }
    const html = await read('/d/110105026/', [month])
    expect(html).not.toContain('<script>alert')
  })
})

describe('a sub-district’s page', () => {
  it('says each day with its clinics, doctors and places, in words', async () => {
    const said = text(await read('/d/110105026/'))
    expect(said).toContain('望京街道附近最早的号')
    expect(said).toContain('今天 9月15日 周二 下午')
    for (const { practitionerName, date } of inPictures.filter(({ siteId }) => siteId !== 'site-016'))
      if (date < addDays(today, 14)) expect(said).toContain(practitionerName)
    for (const words of ['还有 3 个号', '已约满', '停诊', '周四 8:00 放号', '上班'])
      expect(said).toContain(words)
  })

  it('says so where nothing is published at all', async () => {
    expect(text(await read('/d/110105026/', []))).toContain('望京街道附近 14 天内没有可约的号')
    expect(text(await read('/', []))).toContain('现在没有放出来的门诊日')
  })

  it('holds a long name, an uncommon doctor and sixty sessions', async () => {
    const site = {
      ...wangjing,
      name: '北京市朝阳区首都机场街道南平街社区卫生服务站第二诊疗区',
      shortName: '南平街',
    }
    const many = Array.from({ length: 60 }, (_, index) =>
      sessionAt({
        site,
        ahead: index % 14,
        start: 480 + index,
        name: '阿不都热依木·买买提',
        pattern: '1'.repeat(40),
      }),
    )
    const html = await read('/d/110105026/', [{ ...monthOf(many), sites: [site] }])
    expect(html.match(/<article/g)).toHaveLength(60)
    expect(text(html)).toContain('阿不都热依木·买买提')
  })

  it('joins two months at a month’s end', async () => {
    const end = Date.parse('2026-09-25T00:00:00Z')
    const september = monthOf([sessionAt({ site: wangjing, ahead: 15, name: '陈思远' })])
    const october = {
      ...monthOf([sessionAt({ site: wangjing, ahead: 18, name: '林若溪' })]),
      month: '2026-10',
    }
    const said = text(await read('/d/110105026/', [september, october], end))
    expect(said).toContain('陈思远')
    expect(said).toContain('林若溪')
  })
})

it('has no page of an address that nobody knows', async () => {
  expect(await renderPublicPage('/d/999999999/', [monthOf()], now)).toBeUndefined()
  expect(await renderPublicPage('/../secret', [monthOf()], now)).toBeUndefined()
})

it('says the rules of cancelling with their source', async () => {
  const said = text(await read('/help/'))
  expect(said).toContain('就诊前一天 15:00 前可免费取消')
  expect(said).toContain('步行时间按每分钟 80 米估算')
  expect(said).toContain('出处：北京 114 预约挂号平台的惯例（未核对原文）')
})
