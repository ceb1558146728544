import { readTogether, type Wanted, wanted } from '#functions/platform/read-together.ts'
import { storedForm } from '#functions/platform/stored-form.ts'
import { put, type Table } from '#functions/platform/table.ts'
import { noRoads, type Roads } from '#shared/scheduling/index.ts'
import { type Position, positionsPart } from './position-repository.ts'
import { projectionEntities } from './projection-entities.ts'
import type { Clinic } from './projections.ts'
import { roadsEntity } from './travel-entities.ts'
import type { Change } from './writing-repository.ts'

const list = 'all'

interface RoadsItem extends Roads {
  readonly list: string
}
const roadsFrom = ({ list: _, ...roads }: RoadsItem): Roads => roads

export function travelReader(table: Table) {
  const entity = roadsEntity(table)
  const form = storedForm(entity)
  const clinicForm = storedForm(projectionEntities(table).clinics)
  const roadsPart = (siteId: string): Wanted<Roads> => wanted(form, { list, siteId }, roadsFrom)
  const clinicPart = (siteId: string): Wanted<Clinic> =>
    wanted(clinicForm, { list, siteId }, ({ facts }) => facts)
  return {
    /**
     * The measured roads between some places, in one call: 0.5 RCU for each but the first. A road is kept at both its
     * ends, so that one place needs no item of its own.
     */
    async listRoadsAmong(siteIds: readonly string[]): Promise<Roads[]> {
      const parts = siteIds
        .slice(1)
        .map((siteId) => [siteId, wanted(form, { list, siteId }, roadsFrom)] as const)
      if (parts.length === 0) return []
      const found = await readTogether(table, Object.fromEntries(parts))
      return Object.values(found).flatMap((one) => one ?? [])
    },

    /** All positions and the measured roads of one site, in one call: 1 RCU. */
    async findRoadsAround(siteId: string) {
      const parts = { positions: positionsPart, roads: roadsPart(siteId) }
      const { positions, roads } = await readTogether(table, parts)
      return { positions: positions ?? new Map<string, Position>(), roads: roads ? [roads] : [] }
    },

    /** What is known of some sites, and the measured roads of others, in one call: 0.5 RCU for each. */
    async findAround(siteIds: readonly string[], roadsOf: readonly string[]) {
      if (siteIds.length + roadsOf.length === 0) return { clinics: [], roads: [] }
      const sites = siteIds.map((siteId) => [`site ${siteId}`, clinicPart(siteId)] as const)
      const roads = roadsOf.map((siteId) => [`roads ${siteId}`, roadsPart(siteId)] as const)
      const parts: Record<string, Wanted<Clinic | Roads>> = Object.fromEntries([...sites, ...roads])
      const found = Object.values(await readTogether(table, parts))
      return {
        clinics: found.flatMap((one) => (one && 'name' in one ? one : [])),
        roads: found.flatMap((one) => (one && 'to' in one ? one : [])),
      }
    },

    /** The measured roads of one site, fresh: 1 RCU. */
    async findRoads(siteId: string): Promise<Roads> {
      const { data } = await entity.get({ list, siteId }).go({ consistent: true })
      return data ? roadsFrom(data) : noRoads(siteId)
    },

    /** All measured roads: a district with every pair measured is 25 RCU, one with some dozens 1. */
    async listRoads(): Promise<Roads[]> {
      const { data } = await entity.query.primary({ list }).go({ pages: 'all' })
      return data.map(roadsFrom)
    },
  }
}

export function travelChanges(table: Table) {
  const entity = roadsEntity(table)
  return {
    roads: ({ siteId, to, from, version }: Roads): Change =>
      put(
        entity
          .put({ list, siteId, to: { ...to }, from: { ...from }, version })
          .where((at, { eq, notExists }) =>
            version === 1 ? notExists(at.version) : eq(at.version, version - 1),
          ),
      ),
  }
}
