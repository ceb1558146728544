import { globSync } from 'node:fs'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openApi } from '#functions/platform/openapi.ts'
import { type Contract, contract } from '#shared/kernel/operation.ts'

const root = join(import.meta.dirname, '../..')

/** The contracts of every context that has a front door. */
async function contractsHere(): Promise<Contract[]> {
  const doors = await Promise.all(
    globSync('shared/*/index.ts', { cwd: root })
      .sort()
      .map((path) => import(join(root, path))),
  )
  return doors.flatMap((door) =>
    Object.entries(door).flatMap(([name, value]) => (name.endsWith('Contract') ? [value as Contract] : [])),
  )
}

const tree: z.ZodType = z.strictObject({
  name: z.string(),
  get parts() {
    return z.array(tree)
  },
})
const example = contract(
  'example',
  {
    plant: {
      method: 'POST',
      path: '/gardens/{gardenId}/trees',
      summary: 'Plant a tree',
      may: ['plant', 'Tree'],
      creates: true,
      params: z.object({ gardenId: z.string() }),
      body: tree,
      answer: tree,
      refusals: ['garden-full'],
    },
    list: {
      method: 'GET',
      path: '/gardens/{gardenId}/trees',
      summary: 'The trees',
      may: 'anyone',
      params: z.object({ gardenId: z.string() }),
      query: z.object({ days: z.coerce.number().int().min(1).default(7) }),
      answer: { mediaType: 'text/csv; charset=utf-8' },
    },
  },
  { 'garden-full': { status: 409, title: 'The garden is full' } },
)

describe('the OpenAPI document', () => {
  it('of all contexts is valid OpenAPI 3.1', async () => {
    const contracts = await contractsHere()
    expect(contracts.length).toBeGreaterThan(0)
    const { valid, errors } = await new Validator().validate(openApi(contracts, 'http://127.0.0.1:4000'))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })

  it('has every operation of every contract once', async () => {
    const contracts = await contractsHere()
    const { paths } = openApi(contracts, 'http://127.0.0.1:4000')
    const listed = Object.values(paths).flatMap((path) =>
      Object.values(path).map((one) => one['operationId']),
    )
    const known = contracts.flatMap(({ context, operations }) =>
      Object.keys(operations).map((name) => `${context}.${name}`),
    )
    expect(listed.sort()).toEqual(known.sort())
  })

  it('names input and output apart, and parts of a schema beside it', () => {
    const document = openApi([example], 'http://a.example')
    const { schemas } = document['components'] as { schemas: Record<string, unknown> }
    expect(Object.keys(schemas).sort()).toEqual(['Problem', 'example.plant.Answer', 'example.plant.Request'])
    expect(JSON.stringify(document)).not.toMatch(/\$defs|\$schema|\$id/)
    expect(JSON.stringify(schemas['example.plant.Request'])).toContain(
      '"$ref":"#/components/schemas/example.plant.Request"',
    )
  })

  it('tells the types an operation can refuse with, by status', () => {
    const { paths } = openApi([example], 'http://a.example')
    const { responses = {} } = (paths['/api/example/gardens/{gardenId}/trees']?.['post'] ?? {}) as {
      responses?: Record<string, object>
    }
    expect(Object.keys(responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '404',
      '406',
      '409',
      '413',
      '415',
      '422',
      '429',
      '503',
    ])
    expect(JSON.stringify(responses['409'])).toContain('urn:problem:example:garden-full')
  })

  it('gives a file its media type and a query its default', () => {
    const { paths } = openApi([example], 'http://a.example')
    const { get } = paths['/api/example/gardens/{gardenId}/trees'] ?? {}
    expect(get).toMatchObject({
      parameters: [
        { in: 'path' },
        { name: 'days', required: false, schema: { type: 'integer', minimum: 1, default: 7 } },
      ],
      responses: { 200: { content: { 'text/csv': {} } } },
    })
  })
})
