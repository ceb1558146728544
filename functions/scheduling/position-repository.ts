import { setTimeout as delay } from 'node:timers/promises'
import { readTogether, type Wanted } from '#functions/platform/read-together.ts'
import { type Table, writeTogether } from '#functions/platform/table.ts'

/** Where a site is: degrees and sub-district. */
export interface Position {
  readonly areaCode: string
  readonly lon?: number | undefined
  readonly lat?: number | undefined
}

/** Of the site's facts. */
type Versioned = Position & { readonly version: number }
/** A site as the alliance tells of it. */
export interface ToldPosition extends Position {
  readonly siteId: string
  readonly version: number
}

/**
 * All positions in one item: the road between any two places costs one read, 0.5 RCU for a district of 75 sites. A city
 * of a thousand is 50 KB and 6 RCU.
 */
const key = { pk: '$scheduling#positions', sk: 'all' }

/** A line for each site: its id, version, area code and, where it is known, longitude and latitude. */
const lineOf = ({ siteId, version, areaCode, lon, lat }: ToldPosition): string =>
  lon === undefined || lat === undefined
    ? `${siteId} ${version} ${areaCode}`
    : `${siteId} ${version} ${areaCode} ${lon} ${lat}`

function positionFrom(line: string): [siteId: string, Versioned] {
  const [siteId = '', version, areaCode = '', lon, lat] = line.split(' ')
  const at = lat === undefined ? {} : { lon: Number(lon), lat: Number(lat) }
  return [siteId, { version: Number(version), areaCode, ...at }]
}

type Sites = ReadonlyMap<string, Versioned>
const sitesFrom = (item: Readonly<Record<string, unknown>>): Sites =>
  new Map(String(item['sites']).split('\n').map(positionFrom))

/** All positions, as part of a reading of several things. */
export const positionsPart: Wanted<ReadonlyMap<string, Position>> = { key, read: sitesFrom }

export const positionReader = (table: Table) => ({
  async listPositions({ fresh = false } = {}): Promise<ReadonlyMap<string, Position>> {
    const { found } = await readTogether(table, { found: positionsPart }, { fresh })
    return found ?? new Map()
  },
})

interface Stored {
  readonly version: number
  readonly sites: Sites
}
const stored: Wanted<Stored> = {
  key,
  read: (item) => ({ version: Number(item['v']), sites: sitesFrom(item) }),
}

const attempts = 12

/** Keeps what is told of sites, the newest of each; read, changed and written until nobody else has in between. */
export async function keepPositions(table: Table, told: readonly ToldPosition[]): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { found } = await readTogether(table, { found: stored }, { fresh: true })
    const newer = told.filter(({ siteId, version }) => version > (found?.sites.get(siteId)?.version ?? -1))
    if (newer.length === 0) return
    const places = new Map<string, Versioned>(found?.sites)
    for (const { siteId, ...place } of newer) places.set(siteId, place)
    const sites = [...places].map(([siteId, place]) => lineOf({ siteId, ...place })).join('\n')
    const version = (found?.version ?? 0) + 1
    const written = await writeTogether(table, [
      {
        Put: {
          TableName: table.name,
          Item: { ...key, v: version, sites },
          ...(found
            ? { ConditionExpression: 'v = :v', ExpressionAttributeValues: { ':v': found.version } }
            : { ConditionExpression: 'attribute_not_exists(v)' }),
        },
      },
    ])
    if (written.committed) return
    await delay(10 * (attempt + 1) * Math.random())
  }
  throw new Error('The positions are written by too many at once')
}
