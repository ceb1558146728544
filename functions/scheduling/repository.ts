import type { Platform } from '#functions/platform/platform.ts'
import { schedulingEntities } from './entities.ts'
import { placeReader } from './place-repository.ts'
import { projectionEntities } from './projection-entities.ts'
import { projectionReader } from './projection-repository.ts'
import { guardReader, sessionReader, slotReader, templateReader } from './reading-repository.ts'
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
    ...placeReader(table, entities, projectionEntities(table), fields),
    ...writer(table, journal),
    changed: changes(entities, fields),
  }
}
export type SchedulingRepository = ReturnType<typeof schedulingRepository>
