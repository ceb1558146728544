import { fc, test } from '@fast-check/vitest'
import { describe, expect, it } from 'vitest'
import { safeReturn } from '#functions/access/return-path.ts'

const origin = 'https://xinlian.example'

describe('where a sign-in leads to', () => {
  it.each(['/', '/app/scheduling/today', '/app/scheduling/today?date=2026-09-15#09', '/mine?for=%E7%8E%8B'])(
    'keeps %s',
    (path) => {
      expect(safeReturn(path, origin)).toBe(path)
    },
  )

  it.each([
    undefined,
    '',
    'app',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\\/evil.example',
    '\\/evil.example',
    'javascript:alert(1)',
    '/\tevil',
    '/a\n//evil.example',
    '/auth/sign-in?return=/',
    '/auth/callback?code=1',
    `/${'a'.repeat(1001)}`,
    ' //evil.example',
    '/x/../auth/callback',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%61uth/..//evil.example\\',
  ])('leads home instead of %j', (path) => {
    expect(safeReturn(path, origin)).toBe('/')
  })

  const piece = fc.constantFrom(
    '/',
    '//',
    '\\',
    '..',
    '.',
    '@',
    ':',
    'evil.example',
    'https:',
    '?',
    '#',
    '%2f',
    '%5c',
    '\t',
    '\n',
    'auth',
    'a',
  )
  test.prop([fc.array(piece, { maxLength: 8 })], { numRuns: 2000 })(
    'never leaves the origin, whatever is asked',
    (pieces) => {
      const target = safeReturn(pieces.join(''), origin)
      expect(target.startsWith('/')).toBe(true)
      expect(new URL(target, origin).origin).toBe(origin)
    },
  )
})
