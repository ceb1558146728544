import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Contract } from '#shared/kernel/operation.ts'
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

/** The entry and all its parts. */
const wholeText = ({ directory }: Bundle): string =>
  readdirSync(directory)
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .join('\n')

/** A context's operations by their summaries, where these stand in a bundle as they are written. */
const answered = await Promise.all(
  deployedContexts().map(async (context) => {
    const frontDoor = (await import(`#shared/${context}/index.ts`)) as Readonly<Record<string, Contract>>
    const { operations } = frontDoor[`${context}Contract`] ?? expect.fail(`${context} has no contract`)
    const summaries = Object.values(operations).map(({ summary }) => summary)
    return { context, summaries: summaries.filter((summary) => /^[\w ,;.-]{20,}$/.test(summary)) }
  }),
)
const contextsIn = (text: string): string[] =>
  answered
    .filter(({ summaries }) => summaries.some((summary) => text.includes(summary)))
    .map(({ context }) => context)

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

  it.each(built)('that a start of %s reads is at most 230 KB compressed', (_, { startGzipBytes }) => {
    expect(startGzipBytes).toBeGreaterThan(kilobyte)
    expect(startGzipBytes).toBeLessThanOrEqual(budget)
  })

  it.each(built)('of %s starts alone, with nothing installed beside it', (_, code) => {
    expect(started(code)).toBe('function')
  })

  it.each(built)('of %s brings no locale packs of the validator', (_, code) => {
    // A word of zod's Hungarian messages.
    expect(wholeText(code).includes('bemenet')).toBe(false)
  })

  it.each(built.filter(([name]) => name !== 'pages'))(
    'of %s brings the operations of no other context',
    (name, code) => {
      expect(contextsIn(wholeText(code))).toEqual(deployedContexts().filter((context) => context === name))
    },
  )

  it('of scheduling reads its writers of spreadsheets and calendars only when somebody asks for a file', () => {
    const { file, directory } = Object.fromEntries(built)['scheduling'] ?? expect.fail('not built')
    const parts = readdirSync(directory).filter((name) => name !== 'index.mjs')
    expect(readFileSync(file, 'utf8')).not.toContain('BEGIN:VCALENDAR')
    expect(
      parts.some((name) => readFileSync(join(directory, name), 'utf8').includes('BEGIN:VCALENDAR')),
    ).toBe(true)
  })

  it('is the same bytes when bundled again', () => {
    const relay = entries([])['relay'] ?? ''
    const [first, second] = ['one', 'two'].map((name) => readFileSync(bundle(name, relay, outDir).file))
    expect(first).toEqual(second)
  })
})
