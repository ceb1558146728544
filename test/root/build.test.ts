// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { kitI18n, type Messages } from '../../frontends/kit/session/i18n.ts'
import { compiledLocales } from '../../infra/local/build-locales.ts'
import { hashForCsp } from '../../infra/local/build-shell.ts'
import { contractsWithoutWords } from '../../infra/local/build-subsets.ts'

type Transform = (code: string, id: string) => { readonly code: string } | undefined

const transformed = (
  plugin: { readonly transform?: unknown },
  code: string,
  id: string,
): string | undefined => (plugin.transform as Transform)(code, id)?.code

describe('a locale file in the build', () => {
  const texts = {
    plain: '今天没有门诊',
    count: '找到 {n} 个',
    group: { either: '一个 | {n} 个', mail: "a{'@'}b" },
  }
  const built = JSON.parse(
    transformed(compiledLocales, JSON.stringify(texts), '/frontends/kit/locales/zh-CN.json') ?? 'null',
  ) as Messages

  it('keeps plain texts as they are, and says the same where they are taken apart', () => {
    expect(built['plain']).toBe(texts.plain)
    expect(built['count']).toBeTypeOf('object')
    const { t } = kitI18n({ chinese: built, english: async () => ({ default: {} }) }).i18n.global
    expect(t('count', { n: 3 })).toBe('找到 3 个')
    expect(t('group.either', 2, { named: { n: 2 } })).toBe('2 个')
    expect(t('group.mail')).toBe('a@b')
  })

  it('is the only kind of file that is touched', () => {
    expect(transformed(compiledLocales, '{}', '/frontends/root/navigation.json')).toBeUndefined()
  })
})

describe('a contract in the build', () => {
  const source = "{ method: 'GET', summary: 'It\\'s one line', title: 'English', path: '/title/{id}' }"

  it('leaves the words for servers behind and keeps what calls are made of', () => {
    const built = transformed(contractsWithoutWords, source, '/x/shared/scheduling/operations.ts')
    expect(built).toBe("{ method: 'GET', summary: '', title: '', path: '/title/{id}' }")
  })

  it('is known by its file: titles of anything else stay', () => {
    expect(
      transformed(contractsWithoutWords, source, '/x/shared/practitioners/practitioner.ts'),
    ).toBeUndefined()
    expect(
      transformed(contractsWithoutWords, source, '/x/frontends/scheduling/operations.ts'),
    ).toBeUndefined()
  })
})

describe('the hash of the import map', () => {
  it('is what a policy names: SHA-256 of the script as it stands, base64', () => {
    expect(hashForCsp('{}')).toBe('sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=')
  })
})
