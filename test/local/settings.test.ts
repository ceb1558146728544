import { describe, expect, it } from 'vitest'
import { contextOf } from '../../infra/local/dispatch.ts'
import { readSettings } from '../../infra/local/settings.ts'

describe('what npm start can be told', () => {
  it('is port 4000, the folder .data and the whole demo where nothing is said', () => {
    expect(readSettings({}, [])).toMatchObject({
      port: 4000,
      demo: 'full',
      endpoint: undefined,
      development: false,
    })
    expect(readSettings({}, []).dataDir).toMatch(/\/\.data$/)
  })

  it('is an empty system, another port and another folder', () => {
    const told = readSettings({ PORT: '4001', DATA_DIR: '/srv/xinlian' }, ['--empty'])
    expect(told).toMatchObject({ port: 4001, dataDir: '/srv/xinlian', demo: 'none' })
  })

  it.each(['0', '65536', '-1', '80.5', 'four', '4000 '.repeat(2)])('is no port: %s', (port) => {
    expect(() => readSettings({ PORT: port }, [])).toThrow(/not a number from 1 to 65535/)
  })

  it('is nothing else: a mistyped argument is named', () => {
    expect(() => readSettings({}, ['--emtpy'])).toThrow(/--emtpy/)
  })
})

describe('who answers a path', () => {
  it.each([
    ['/api/scheduling/slots/x', 'scheduling'],
    ['/api/follow-up', 'follow-up'],
    ['/auth/sign-in', 'access'],
    ['/api/health', 'access'],
    ['/authority', undefined],
    ['/api', undefined],
    ['/api/', undefined],
    ['/app/scheduling', undefined],
  ])('%s: %s', (path, context) => {
    expect(contextOf(path)).toBe(context)
  })
})
