import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contextRules, relayRules } from '../../infra/aws/item-access.ts'
import { only, resourcesOf } from './support.ts'

/** `service` of every entity that a folder of functions defines: the beginning of its items' keys. */
const defined = globSync('functions/*/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/\bservice: '([\w-]+)', version:/g)].map(([, service]) => ({
    folder: dirname(file).split(/[\\/]/).at(-1) ?? '',
    service: service ?? '',
  })),
)

/** Names of the indexes that entities query, the local poller's left out. */
const indexes = new Set(
  globSync('functions/*/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bindex: '([\w-]+)'/g)].map(([, name]) => name ?? ''),
  ),
)

describe('entities and permissions', () => {
  it('of a context are kept under its own name, where its Lambda may go', () => {
    expect(defined.length).toBeGreaterThan(3)
    const strangers = defined.filter(({ folder, service }) => folder !== 'platform' && folder !== service)
    expect(strangers).toEqual([])
  })

  it('of the platform are those that permissions know, and the local poller’s own', () => {
    const services = new Set(
      defined.filter(({ folder }) => folder === 'platform').map(({ service }) => service),
    )
    const granted = [...['access', 'scheduling'].flatMap(contextRules), ...relayRules].flatMap(
      ({ keys }) => keys,
    )
    for (const service of services)
      expect(service === 'relay' || granted.some((keys) => keys.startsWith(`$${service}#`)), service).toBe(
        true,
      )
  })

  it('use the indexes that the table has', () => {
    const { GlobalSecondaryIndexes } = only(resourcesOf('aws'), 'AWS::DynamoDB::Table').properties
    const existing = GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => IndexName)
    expect([...indexes].filter((name) => name !== 'tail').sort()).toEqual(existing)
  })
})
