import { describe, expect, it } from 'vitest'
import { spanOf } from '#frontends/public/joining.ts'
import { matching } from '#frontends/public/ledger-list.ts'
import { squaresOf } from '#frontends/public/my-place.ts'
import { laterOf } from '#frontends/public/my-waiting.ts'
import { appointmentOf, now, placeOf, today } from './support.ts'

describe('the days one waits for', () => {
  it('are the one day, or so many from today', () => {
    expect(spanOf('day', '2026-09-17', now)).toEqual({ from: '2026-09-17', to: '2026-09-17' })
    expect(spanOf('fortnight', '2026-09-17', now)).toEqual({ from: today, to: '2026-09-29' })
  })

  it('always hold the day that was full', () => {
    expect(spanOf('fortnight', '2026-10-20', now).to).toBe('2026-10-20')
  })
})

describe('the queue as squares', () => {
  const kinds = (changes: Parameters<typeof placeOf>[0]) =>
    squaresOf(placeOf(changes)).map(({ kind, number }) => (number === undefined ? kind : `${kind} ${number}`))

  it('shows who is called, the numbers between, and oneself', () => {
    expect(kinds({})).toEqual([
      ...['past', 'past', 'calling 8', 'before 9', 'before 10', 'own 11', 'after', 'after'],
    ])
  })

  it('keeps the order in which numbers are called, late ones last', () => {
    const called = kinds({ number: 9, before: [10, 3], calling: [8] })
    expect(called.slice(2, 6)).toEqual(['calling 8', 'before 10', 'before 3', 'own 9'])
  })

  it('draws no more than fit on a phone: of a long queue the end', () => {
    const before = Array.from({ length: 20 }, (_, index) => index + 1)
    expect(kinds({ before }).filter((kind) => kind.startsWith('before'))).toEqual(
      [16, 17, 18, 19, 20].map((number) => `before ${number}`),
    )
  })

  it('needs nobody to be called', () => {
    expect(kinds({ ahead: 0, before: [], calling: [] })).toEqual([
      ...['past', 'past', 'own 11', 'after', 'after'],
    ])
  })
})

describe('a row of appointments', () => {
  const first = appointmentOf({ appointmentId: 'a', date: '2026-09-16' })
  const second = appointmentOf({ appointmentId: 'b', date: '2026-10-14' })
  const other = appointmentOf({ appointmentId: 'c', date: '2026-09-15', practitionerId: 'p-2' })

  it('is told at its first', () => {
    expect(laterOf(first, [second, first, other])).toEqual([second])
    expect(laterOf(second, [second, first, other])).toEqual([])
  })

  it('does not count what was called off', () => {
    expect(laterOf(first, [first, { ...second, stopped: true }])).toEqual([])
  })
})

it('the ledger is searched by name and place, spaces and width aside', () => {
  const line = (name: string, siteName: string) => ({
    ...{ name, siteName, siteId: 's', title: 'chief' as const, basis: 'alliance' as const },
    ...{ from: today, to: today, state: 'in-force' as const },
  })
  const lines = [line('阿不都热依木·买买提', '劲松社区卫生服务中心'), line('李 Li', '望京社区卫生服务中心')]
  expect(matching(lines, '热依木')).toEqual([lines[0]])
  expect(matching(lines, ' 望 京 ')).toEqual([lines[1]])
  expect(matching(lines, 'ＬＩ')).toEqual([lines[1]])
  expect(matching(lines, '')).toEqual(lines)
})
