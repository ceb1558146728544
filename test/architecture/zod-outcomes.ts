import { glob } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Contract, Schema } from '#shared/kernel/operation.ts'

/** Values of every kind that JSON has; what contracts refuse shows which checks run. */
const values: readonly unknown[] = [
  {},
  { unknown: 1 },
  { sites: [{ siteId: 1 }], version: -1, reason: '', date: '2026-02-30', phone: 'x', name: ' ' },
  [],
  [{}, null, 'text'],
  '',
  'text',
  '2026-02-30',
  -1,
  0.5,
  true,
  null,
]

const [zod] = process.argv.slice(2)
if (zod)
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'zod' ? { url: pathToFileURL(zod).href, shortCircuit: true } : next(specifier, context),
  })

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'operations' in value && 'problems' in value

function outcomesOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || !('safeParse' in schema)) return undefined
  return values.map((value) => {
    const { success, data, error } = (schema as Schema).safeParse(value)
    return success ? { data } : error.issues.map(({ code, path }) => `${code} ${path.join('.')}`)
  })
}

const outcomes: Record<string, unknown> = {}
for await (const file of glob('shared/*/index.ts')) {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>
  const contracts = Object.values(module).filter(isContract)
  for (const { context, operations } of contracts)
    for (const [name, { params, query, body, answer }] of Object.entries(operations))
      outcomes[`${context}/${name}`] = [params, query, body, answer].map(outcomesOf)
}
process.stdout.write(JSON.stringify(outcomes))
