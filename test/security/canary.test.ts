import { fork } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { everyCanary, shapesOf } from './canaries.ts'
import type { Watched } from './watched-life.ts'

/**
 * Where a name may stand in the open: in the patient's own record and in the terms that a desk's search
 * reads, both in the partition of `patients`.
 */
const openInTable = [
  'patients record.guardian guardianName',
  'patients record.name names',
  'patients term.guardianName guardianName',
  'patients term.name names',
  'patients term.sk names',
  'patients term.term names',
]

let watched: Watched
let output = ''

async function live(): Promise<Watched> {
  const child = fork(join(import.meta.dirname, 'watched-life.ts'), { silent: true, execArgv: [] })
  const told = new Promise<Watched>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Watched))
    child.once('exit', (code) => reject(new Error(`The life ended with ${code}: ${output.slice(-2000)}`)))
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  return told
}

beforeAll(async () => {
  watched = await live()
}, 240_000)

/** Which kinds of canary a text holds, in any of their shapes. */
const canariesIn = (text: string): string[] => [
  ...new Set(
    everyCanary.flatMap(([kind, one]) => (shapesOf(one).some((shape) => text.includes(shape)) ? [kind] : [])),
  ),
]

describe('names, numbers and words of patients, after a life and all that can go wrong in it', () => {
  it('were all used: whoever may see them saw them', () => {
    const shown = watched.told.map(({ body }) => JSON.stringify(body)).join()
    expect(canariesIn(shown).sort()).toEqual(['guardianName', 'names', 'note', 'phones', 'words'].sort())
    expect(watched.mishaps.filter(({ status }) => status >= 400).length).toBeGreaterThan(25)
  })

  it('stand in no log line', () => {
    const lines = output.trim().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(watched.told.length + watched.mishaps.length)
    for (const operation of ['registerPatient', 'searchPatients', 'bookSlot', 'signInCallback'])
      expect(output).toContain(`"operation":"${operation}"`)
    expect(lines.filter((line) => canariesIn(line).length > 0)).toEqual([])
  })

  it('stand in no problem document and no error page', () => {
    const refusals = [
      ...watched.told.map(({ status, body, operation }) => ({
        status,
        text: JSON.stringify(body),
        what: operation,
      })),
      ...watched.mishaps,
    ].filter(({ status }) => status >= 400)
    expect(refusals.filter(({ text }) => canariesIn(text).length > 0).map(({ what }) => what)).toEqual([])
  })

  it('stand in no header of an answer, wherever they were sent', () => {
    const headers = [
      ...watched.told.map(({ headers: sent, operation }) => ({
        sent: JSON.stringify(sent),
        what: operation,
      })),
      ...watched.mishaps.map(({ headers: sent, what }) => ({ sent, what })),
    ]
    expect(headers.filter(({ sent }) => canariesIn(sent).length > 0).map(({ what }) => what)).toEqual([])
  })

  it('stand in no address that an operation has', () => {
    expect(watched.told.filter(({ url }) => canariesIn(url).length > 0).map(({ url }) => url)).toEqual([])
  })

  it('stand in no public file', () => {
    const files = Object.entries(watched.publicFiles)
    expect(files.some(([, text]) => text.includes('"practitionerName"'))).toBe(true)
    expect(files.filter(([, text]) => canariesIn(text).length > 0).map(([name]) => name)).toEqual([])
  })

  it('stand in no journal entry, which is also what every event is made of', () => {
    const journal = watched.items.filter(({ pk }) => String(pk).startsWith('$journal#'))
    expect(journal.length).toBeGreaterThan(200)
    expect(journal.filter((item) => canariesIn(JSON.stringify(item)).length > 0)).toEqual([])
  })

  it('stand in the table sealed, but for the names that are allowed here', () => {
    const open = watched.items.flatMap((item) =>
      Object.entries(item).flatMap(([field, value]) =>
        canariesIn(JSON.stringify(value)).map((kind) => `${placeOf(item)}.${field} ${kind}`),
      ),
    )
    expect([...new Set(open)].sort()).toEqual(openInTable)
  })
})

/** `patients record`: whose item it is and what; a number has no name of its own in its item. */
const placeOf = ({ pk, __edb_e__: entity }: Record<string, unknown>): string =>
  `${String(pk).split('#')[0]?.slice(1)} ${entity ?? 'number'}`
