import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import type { PopulationsTold } from '#shared/alliance/index.ts'
import { projectionEntities } from './projection-entities.ts'
import type { AreaFigure } from './projections.ts'

/** The people of the sub-districts, as the alliance told of them last. */
export const areaReader = (table: Table) => ({
  /** By code; 43 sub-districts are 1 RCU. */
  async listAreas(): Promise<ReadonlyMap<string, AreaFigure>> {
    const { data } = await projectionEntities(table).areas.query.primary({ list: 'all' }).go({ pages: 'all' })
    return new Map(data.map(({ code, facts }) => [code, facts]))
  },
})

/** Keeps what is told, the newest of each; heard again, or in another order, nothing changes. */
export async function keepAreas(table: Table, { areas: told }: PopulationsTold): Promise<void> {
  const { areas } = projectionEntities(table)
  for (const { code, version, ...facts } of told)
    await writeTogether(table, [
      put(
        areas
          .put({ list: 'all', code, version, facts })
          .where((at, { lt, notExists }) => `${notExists(at.version)} OR ${lt(at.version, version)}`),
      ),
    ])
}
