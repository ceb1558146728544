import type { Entry, Journal } from '#functions/platform/journal.ts'
import { present } from '#functions/platform/present.ts'
import { put, type Table, writeTogether } from '#functions/platform/table.ts'
import {
  allianceSettings,
  type Department,
  departmentIdOf,
  siteIdOf,
  unwritten,
} from '#shared/alliance/index.ts'
import { restoredAnswers, standardOf, storedAnswers } from './answers.ts'
import { departmentEntity } from './entities.ts'

type Stored = NonNullable<
  Awaited<ReturnType<ReturnType<ReturnType<typeof departmentEntity>['get']>['go']>>['data']
>

function restored({ district: _, selfCheck, inspection, ...kept }: Stored): Department {
  const standard = standardOf(kept)
  return {
    ...kept,
    selfCheck: restoredAnswers(standard, selfCheck),
    ...(inspection
      ? {
          inspection: {
            date: inspection.date,
            half: inspection.half,
            inspectors: inspection.inspectors,
            answers: restoredAnswers(standard, inspection),
          },
        }
      : {}),
  }
}

function stored({ selfCheck, inspection, ...kept }: Department) {
  const standard = standardOf(kept)
  return {
    ...present(kept),
    selfCheck: storedAnswers(standard, selfCheck),
    ...(inspection
      ? {
          inspection: {
            date: inspection.date,
            half: inspection.half,
            inspectors: inspection.inspectors,
            ...storedAnswers(standard, inspection.answers),
          },
        }
      : {}),
  }
}

/** A site's department exists from the day the site does; nothing is stored of it before it applies. */
export function departmentRepository(table: Table, journal: Journal) {
  const district = allianceSettings.district.value
  const departments = departmentEntity(table)
  const [usualName] = allianceSettings.departmentNames.value

  return {
    /** Those of which something was written. */
    async listDepartments(): Promise<Department[]> {
      const { data } = await departments.query.primary({ district }).go({ pages: 'all' })
      return data.map(restored)
    },

    async findDepartment(departmentId: string): Promise<Department | undefined> {
      const siteId = siteIdOf(departmentId)
      if (siteId === undefined) return undefined
      const { data } = await departments.get({ district, siteId }).go({ consistent: true })
      return data ? restored(data) : unwritten(siteId, usualName)
    },

    unwritten: (siteId: string) => unwritten(siteId, usualName),
    departmentIdOf,

    /** Saves the department as it became; `false` where another step came first. */
    async saveDepartment(became: Department, entry: Entry): Promise<boolean> {
      const before = became.version - 1
      const write = departments
        .put({ district, ...stored(became) })
        .where((attribute, { eq, notExists }) =>
          before === 0 ? notExists(attribute.version) : eq(attribute.version, before),
        )
      return (await writeTogether(table, [put(write), journal.write(entry)])).committed
    },
  }
}
export type DepartmentRepository = ReturnType<typeof departmentRepository>
