import { describe, expect, it } from 'vitest'
import { commandsOf, type Lifecycle, next } from '#shared/kernel/lifecycle.ts'

const door: Lifecycle<'open' | 'shut', 'push' | 'pull'> = { open: { push: 'shut' }, shut: { pull: 'open' } }

describe('a lifecycle', () => {
  it('leads where its table says, and nowhere else', () => {
    expect([next(door, 'open', 'push'), next(door, 'open', 'pull')]).toEqual(['shut', undefined])
    expect(commandsOf(door, 'shut')).toEqual(['pull'])
  })
})
