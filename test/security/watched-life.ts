import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { openApps } from '#test/support/apps.ts'
import type { Told } from './asking.ts'
import { canaries } from './canaries.ts'
import { wholeLife } from './life.ts'
import { everythingWrong, type Mishap } from './mishaps.ts'

/** What a life with canaries in it left behind. */
export interface Watched {
  readonly told: readonly Told[]
  readonly mishaps: readonly Mishap[]
  readonly items: readonly Record<string, unknown>[]
  readonly publicFiles: Readonly<Record<string, string>>
}

/** The public files follow what happened, a moment later. */
async function publicFiles(): Promise<Record<string, string>> {
  const folder = process.env['PUBLIC_FILES'] ?? ''
  for (let tries = 0; tries < 50; tries++) {
    const names = await readdir(folder).catch(() => [])
    if (names.length > 0) {
      await delay(1000)
      const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)
      return Object.fromEntries(await Promise.all(texts))
    }
    await delay(200)
  }
  return {}
}

/**
 * A process of its own, so that whatever it says on standard output and standard error can be heard: the loggers of
 * all contexts, the relay, and anything that writes where it should not.
 */
const apps = await openApps({ logLevel: 'debug' })
const life = await wholeLife(apps, canaries)
const mishaps = await everythingWrong(life, apps)
await apps.settled()
const { client, name } = apps.platform.table
const items: Record<string, unknown>[] = []
let start: Record<string, unknown> | undefined
do {
  const page = await client.send(new ScanCommand({ TableName: name, ExclusiveStartKey: start }))
  items.push(...(page.Items ?? []))
  start = page.LastEvaluatedKey
} while (start)
const watched: Watched = { told: life.told, mishaps, items, publicFiles: await publicFiles() }
await new Promise<void>((resolve) => process.send?.(watched, () => resolve()))
await apps.close()
process.disconnect?.()
