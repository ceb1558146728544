import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { demoPeople } from '../../infra/local/demo-people.ts'
import { pageHeaders, signInPage } from '../../infra/local/issuer/page.ts'

const read = (file: string) => Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)

describe("the demo's sign-in page", () => {
  const chinese = signInPage(demoPeople, 'zh-CN', '/issuer/sign-in/x')

  it('has a button for every person, grouped by role, and says that they are invented', () => {
    for (const { personId, displayName } of demoPeople) {
      expect(chinese).toContain(`value="${personId}"`)
      expect(chinese).toContain(displayName)
    }
    expect(chinese.match(/<h2/g)).toHaveLength(11)
    expect(chinese).toContain('演示账号')
  })

  it('is complete in English', () => {
    const english = signInPage(demoPeople, 'en', '/x')
    expect(english).toContain('<html lang="en">')
    expect(english).toContain('Demo account')
    expect(
      english.replaceAll(
        /<strong>[^<]*<\/strong>|<span class="face"[^>]*>[^<]*<\/span>|中文|Xinlian 心联/g,
        '',
      ),
    ).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('lets a name hold no markup', () => {
    const person = { personId: 'x"><script>', displayName: '<img src=x>', grants: [], hint: '"&', hintEn: '' }
    const page = signInPage([person], 'zh-CN', '/x"y')
    expect(page).not.toMatch(/<img|<script>/)
  })

  it('runs no script but its own and loads nothing', () => {
    expect(pageHeaders['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; /,
    )
  })
})

describe('locales', () => {
  it.each(globSync('{functions/access,infra/local/issuer}/locales/zh-CN.json'))(
    '%s has the same keys in English',
    (file) => {
      expect(read(file.replace('zh-CN', 'en'))).toEqual(read(file))
    },
  )
})
