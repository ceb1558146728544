import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildPart, sharedPart } from '../../infra/local/build-modules.ts'
import { outcomes } from './contract-outcomes.ts'

const folder = mkdtempSync(join(tmpdir(), 'xinlian-zod-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the part of zod that pages download', () => {
  it('parses all that contracts can say exactly as the whole does', async () => {
    const { entry } = await buildPart(sharedPart('zod'), folder)
    const whole = outcomes()
    expect(Object.keys(whole).length).toBeGreaterThan(100)
    expect(outcomes(join(folder, entry))).toEqual(whole)
  })
})
