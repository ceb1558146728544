import { describe, expect, it } from 'vitest'
import { measureRelease } from './release.ts'

describe('08:00, when 100 numbers are released', () => {
  it('gives 5,000 who want one exactly 100, at a price and a heat that the table bears', async () => {
    const release = await measureRelease({ clients: 5000, sessions: 5, atOnce: 200 })
    expect(release).toMatchObject({ slots: 100, winners: 100, held: 100, surprises: 0 })
    expect(release.writesPerLoser).toBeLessThanOrEqual(1.1)
    expect(release.hottestPartition).toBeLessThanOrEqual(500)
  }, 300_000)
})
