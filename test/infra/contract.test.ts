import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextNames, contractsOf } from '#test/support/apps.ts'
import { behaviours } from '../../infra/aws/behaviours.ts'
import { contractFile, writeContract } from '../../infra/local/build-contract.ts'

let folder: string
let document: { servers: unknown; paths: Record<string, Record<string, unknown>> }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xinlian-contract-'))
  await writeContract(folder)
  document = JSON.parse(await readFile(join(folder, contractFile), 'utf8'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the contract as a file of the build', () => {
  it('is a sound OpenAPI document that holds wherever it is served from', async () => {
    expect(await new Validator().validate(document)).toMatchObject({ valid: true })
    expect(document.servers).toEqual([{ url: '/' }])
  })

  it('describes every operation of every context', async () => {
    const contracts = await contractsOf(contextNames())
    const wanted = contracts.reduce((sum, { operations }) => sum + Object.keys(operations).length, 0)
    const described = Object.values(document.paths).reduce((sum, path) => sum + Object.keys(path).length, 0)
    expect(described).toBe(wanted)
  })

  it('is asked for where the CDN takes it from the files, before operations', () => {
    expect(behaviours[0]).toEqual({ path: `/${contractFile}`, origin: 'files', kind: 'published' })
  })
})
