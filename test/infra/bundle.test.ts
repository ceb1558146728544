import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Bundle, bundle, bundleFunction, deployedContexts, entries } from '../../infra/aws/bundle.ts'
import { lambdaEnvironment } from '../load/lambda-environment.ts'
import { contexts, temporaryFolder } from './support.ts'

const kilobyte = 1024
const budget = 230 * kilobyte

const outDir = temporaryFolder()
const built = Object.entries(entries(deployedContexts())).map(([name, entry]): [string, Bundle] => [
  name,
  bundleFunction(name, entry, outDir),
])

/** What a fresh process, in an empty folder, says of the module's `handler`. */
function started({ file }: Bundle): string {
  const program = `const { handler } = await import(process.argv[1])
    process.stdout.write(typeof handler, () => process.exit())`
  const args = ['--input-type=module', '-e', program, pathToFileURL(file).href]
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: outDir,
    encoding: 'utf8',
    env: lambdaEnvironment(outDir),
  })
  return stdout || stderr.slice(-400)
}

describe('the code of the functions', () => {
  it('has a handler for every context of this release', () => {
    expect(deployedContexts()).toEqual(expect.arrayContaining(contexts))
  })

  it.each(built)('of %s is at most 230 KB compressed', (_, { gzipBytes }) => {
    expect(gzipBytes).toBeGreaterThan(kilobyte)
    expect(gzipBytes).toBeLessThanOrEqual(budget)
  })

  it.each(built)('of %s starts alone, with nothing installed beside it', (_, code) => {
    expect(started(code)).toBe('function')
  })

  it.each(built)('of %s brings no locale packs of the validator', (_, { file }) => {
    // A word of zod's Hungarian messages.
    expect(readFileSync(file, 'utf8').includes('bemenet')).toBe(false)
  })

  it('is the same bytes when bundled again', () => {
    const relay = entries([])['relay'] ?? ''
    const [first, second] = ['one', 'two'].map((name) => readFileSync(bundle(name, relay, outDir).file))
    expect(first).toEqual(second)
  })
})
