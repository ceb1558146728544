import { describe, expect, it } from 'vitest'
import { badges, SlotStrip, StateBadge } from '#frontends/kit/index.ts'
import english from '../../frontends/kit/locales/en.json' with { type: 'json' }
import chinese from '../../frontends/kit/locales/zh-CN.json' with { type: 'json' }
import { cellWidth, inPoolOrder, leastCellPx } from '../../frontends/kit/pictures/slots.ts'
import { mounted } from './support.ts'

describe('StateBadge', () => {
  it('has one word in each language for every state, and no word twice', () => {
    const states = Object.keys(badges).sort()
    expect(Object.keys(chinese.kit.badge).sort()).toEqual(states)
    expect(Object.keys(english.kit.badge).sort()).toEqual(states)
    expect(new Set(Object.values(chinese.kit.badge)).size).toBe(states.length)
  })

  it('says the word and draws the shape', () => {
    const badge = mounted(StateBadge, { props: { state: 'missed' } })
    expect(badge.text()).toBe('爽约')
    expect(badge.classes()).toContain('k-badge-warm')
    expect(badge.get('svg').attributes('aria-hidden')).toBe('true')
  })

  it('says more exactly what the page knows', () => {
    expect(
      mounted(StateBadge, { props: { state: 'unreleased' }, slots: { default: '11:00 放出' } }).text(),
    ).toBe('11:00 放出')
  })
})

describe('SlotStrip', () => {
  it('shows the pools in their one order, without those that are empty', () => {
    const pools = inPoolOrder([
      { pool: 'referral', cells: ['free'] },
      { pool: 'clinic', cells: [] },
      { pool: 'public', cells: ['taken'] },
    ])
    expect(pools.map(({ pool }) => pool)).toEqual(['public', 'referral'])
  })

  it('draws one cell for one number and says the words', () => {
    const strip = mounted(SlotStrip, {
      props: { label: '还有 1 个号', pools: [{ pool: 'public', cells: ['taken', 'free', 'missed'] }] },
    })
    expect(strip.findAll('.k-cell')).toHaveLength(3)
    expect(strip.get('[role=img]').attributes('aria-label')).toBe('还有 1 个号')
  })

  it('has cells too narrow to be told apart where many numbers share little room', () => {
    expect(cellWidth(300, 12, 3)).toBeGreaterThan(leastCellPx)
    expect(cellWidth(300, 60, 3)).toBeLessThan(leastCellPx)
    expect(cellWidth(300, 0, 0)).toBeGreaterThan(0)
  })
})
