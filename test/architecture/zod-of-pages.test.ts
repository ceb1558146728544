import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildPart, sharedPart } from '../../infra/local/build-modules.ts'

const folder = mkdtempSync(join(tmpdir(), 'xinlian-zod-'))
afterAll(() => rmSync(folder, { recursive: true }))

const program = new URL('zod-outcomes.ts', import.meta.url).pathname
/** What all contracts say to the same values, parsed by the given zod or by the whole. */
const outcomes = (...zod: string[]): Record<string, unknown> =>
  JSON.parse(execFileSync(process.execPath, [program, ...zod], { encoding: 'utf8', maxBuffer: 2 ** 26 }))

describe('the part of zod that pages download', () => {
  it('parses all that contracts can say exactly as the whole does', async () => {
    const { entry } = await buildPart(sharedPart('zod'), folder)
    const whole = outcomes()
    expect(Object.keys(whole).length).toBeGreaterThan(100)
    expect(outcomes(join(folder, entry))).toEqual(whole)
  })
})
