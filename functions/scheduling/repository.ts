import type { Platform } from '#functions/platform/platform.ts'
import { areaReader } from './area-repository.ts'
import { cascadeChanges, cascadeReader } from './cascade-repository.ts'
import { schedulingEntities } from './entities.ts'
import { placeReader } from './place-repository.ts'
import { positionReader } from './position-repository.ts'
import { projectionEntities } from './projection-entities.ts'
import { projectionReader } from './projection-repository.ts'
import { guardReader, sessionReader, slotReader, templateReader } from './reading-repository.ts'
import { rosterChanges, rosterReader } from './roster-repository.ts'
import { travelChanges, travelReader } from './travel-repository.ts'
import { visitsChanges, visitsReader } from './visits-repository.ts'
import { waitingChanges, waitingReader } from './waiting-repository.ts'
import { weekChanges, weekReader } from './week-repository.ts'
import { workReader } from './work-repository.ts'
import { changes, writer } from './writing-repository.ts'

/** The only door to what scheduling keeps: questions, the parts of a write, and the write itself. */
export function schedulingRepository({
  table,
  fields,
  journal,
}: Pick<Platform, 'table' | 'fields' | 'journal'>) {
  const entities = schedulingEntities(table)
  return {
    ...sessionReader(entities),
    ...slotReader(entities, fields),
    ...guardReader(entities),
    ...templateReader(entities),
    ...projectionReader(table, fields),
    ...workReader(table),
    ...placeReader(table, entities, projectionEntities(table), fields),
    ...writer(table, journal),
    ...waitingReader(table, fields),
    ...travelReader(table),
    ...rosterReader(table),
    ...visitsReader(table),
    ...weekReader(table),
    ...areaReader(table),
    ...positionReader(table),
    ...cascadeReader(table, fields),
    changed: {
      ...changes(entities, fields),
      ...waitingChanges(table, fields),
      ...visitsChanges(table),
      ...weekChanges(table),
      ...travelChanges(table),
      ...rosterChanges(table),
      ...cascadeChanges(table, fields),
    },
  }
}
export type SchedulingRepository = ReturnType<typeof schedulingRepository>
