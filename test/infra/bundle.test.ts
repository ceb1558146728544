import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Contract } from '#shared/kernel/operation.ts'
import { type Bundle, bundle, bundleFunction, deployedContexts, entries } from '../../infra/aws/bundle.ts'
import { lambdaEnvironment } from '../load/lambda-environment.ts'
import { contexts, temporaryFolder } from './support.ts'

const kilobyte = 1024
const budget = 230 * kilobyte

/**
 * Parts that make or read one format of file, with what each may weigh compressed: a PDF and its fonts, a spreadsheet,
 * calendars to read (a roster) and to write.
 */
const fileFormats: Readonly<Record<string, number>> = {
  'evidence-pack': 150 * kilobyte,
  'roster-file': 26 * kilobyte,
  'day-sheet': 23 * kilobyte,
  calendar: 11 * kilobyte,
}

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

/** What the part of that name weighs compressed; 0 where the function has none. */
const weightOf = ({ directory }: Bundle, part: string): number => {
  const name = readdirSync(directory).find((one) => new RegExp(`^index-${part}-[A-Z0-9]+\\.mjs$`).test(one))
  return name ? gzipSync(readFileSync(join(directory, name)), { level: 9 }).length : 0
}

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

/** What a fresh process, in an empty folder, writes when it runs the statement with the module's `handler`. */
function said({ file }: Bundle, statement: string): string {
  const program = `const { handler } = await import(process.argv[1])
    process.stdout.write(${statement}, () => process.exit())`
  const args = ['--input-type=module', '-e', program, pathToFileURL(file).href]
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: outDir,
    encoding: 'utf8',
    env: lambdaEnvironment(outDir),
  })
  return stdout || stderr.slice(-400)
}

/** What API Gateway sends of a plain read by somebody who is not signed in. */
const readOf = (rawPath: string) => ({
  version: '2.0',
  routeKey: '$default',
  rawPath,
  rawQueryString: '',
  headers: { host: 'xinlian.example.org' },
  requestContext: { http: { method: 'GET', path: rawPath }, domainName: 'xinlian.example.org' },
  isBase64Encoded: false,
})

describe('the code of the functions', () => {
  it('has a handler for every context of this release', () => {
    expect(deployedContexts()).toEqual(expect.arrayContaining(contexts))
  })

  it.each(built)('that a start of %s reads is at most 230 KB compressed', (_, { startGzipBytes }) => {
    expect(startGzipBytes).toBeGreaterThan(kilobyte)
    expect(startGzipBytes).toBeLessThanOrEqual(budget)
  })

  it.each(built)('of %s is in all at most 230 KB compressed, but for formats of files', (_, code) => {
    const formats = Object.entries(fileFormats).map(([part, most]) => [weightOf(code, part), most] as const)
    for (const [weight, most] of formats) expect(weight).toBeLessThanOrEqual(most)
    expect(code.gzipBytes - formats.reduce((total, [weight]) => total + weight, 0)).toBeLessThanOrEqual(
      budget,
    )
  })

  it('weighs what is said of every format of file', () => {
    const codes = built.map(([, code]) => code)
    const missing = Object.keys(fileFormats).filter((part) => !codes.some((code) => weightOf(code, part) > 0))
    expect(missing).toEqual([])
  })

  it.each(built)('of %s starts alone, with nothing installed beside it', (_, code) => {
    expect(said(code, 'typeof handler')).toBe('function')
  })

  it('of access answers, by the schemas that it made for it', () => {
    const { access } = Object.fromEntries(built)
    const event = JSON.stringify(readOf('/api/access/session'))
    const answer = said(access ?? expect.fail('not built'), `JSON.stringify(await handler(${event}, {}))`)
    expect(JSON.parse(answer)).toMatchObject({ statusCode: 200, body: '{}' })
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
