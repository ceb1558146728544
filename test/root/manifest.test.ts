import { describe, expect, it } from 'vitest'
import { entryAt, type NavigationEntry, navigationFor, tabsOf } from '../../frontends/root/manifest.ts'

const entry = (path: string, more: Partial<NavigationEntry> = {}): NavigationEntry => ({
  path,
  icon: 'map',
  label: { 'zh-CN': path },
  roles: ['clinic-staff'],
  order: 1,
  ...more,
})
const all = () => true
const nothing = () => false

describe('the rail', () => {
  it('holds what belongs to the role that is worn now', () => {
    const entries = [
      entry('/app/a'),
      entry('/app/b', { roles: ['auditor'] }),
      entry('/app/c', { roles: ['auditor', 'clinic-staff'] }),
    ]
    const paths = (role: string | undefined) =>
      navigationFor(entries, { role, can: all }).map(({ path }) => path)
    expect(paths('clinic-staff')).toEqual(['/app/a', '/app/c'])
    expect(paths('auditor')).toEqual(['/app/b', '/app/c'])
    expect(paths(undefined)).toEqual([])
  })

  it('leaves out what the person is not able to do', () => {
    const entries = [entry('/app/a', { may: ['read', 'Session'] }), entry('/app/b')]
    expect(navigationFor(entries, { role: 'clinic-staff', can: nothing }).map(({ path }) => path)).toEqual([
      '/app/b',
    ])
  })

  it('marks the entry whose page is open, the nearest where several fit', () => {
    const entries = [entry('/app/scheduling'), entry('/app/scheduling/week')]
    expect(entryAt(entries, '/app/scheduling/week/2026-09-14')?.path).toBe('/app/scheduling/week')
    expect(entryAt(entries, '/app/scheduling/weekly')?.path).toBe('/app/scheduling')
    expect(entryAt(entries, '/app/patients')).toBeUndefined()
  })

  it('marks the entry from which one comes to a page that has none', () => {
    const entries = [entry('/app/scheduling/stopped', { also: ['/app/scheduling/cascade'] })]
    expect(entryAt(entries, '/app/scheduling/cascade')?.path).toBe('/app/scheduling/stopped')
    expect(entryAt(entries, '/app/scheduling/cascades')).toBeUndefined()
  })
})

describe('the bar of a phone', () => {
  it.each([
    [0, 0, 0],
    [5, 5, 0],
    [6, 4, 2],
    [9, 4, 5],
  ])(
    'shows of %i entries %i and puts %i behind 更多, so that there are five tabs at most',
    (count, shown, hidden) => {
      const { tabs, more } = tabsOf(Array.from({ length: count }, (_, index) => index))
      expect([tabs.length, more.length]).toEqual([shown, hidden])
      expect([...tabs, ...more]).toEqual(Array.from({ length: count }, (_, index) => index))
    },
  )
})
