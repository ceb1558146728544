import type { Entry, Journal } from '#functions/platform/journal.ts'
import { put, type Table, type WriteItem, writeTogether } from '#functions/platform/table.ts'
import { allianceSettings } from '#shared/alliance/index.ts'
import { noticesEntity, type Told } from './entities.ts'

export interface Notices {
  readonly practitionerId: string
  readonly told: readonly Told[]
  readonly version: number
}

export function noticeRepository(table: Table, journal: Journal) {
  const district = allianceSettings.district.value
  const notices = noticesEntity(table)

  const write = ({ practitionerId, told, version }: Notices): WriteItem =>
    put(
      notices
        .put({ district, practitionerId, told: [...told], version })
        .where((at, { eq, notExists }) =>
          version === 1 ? notExists(at.version) : eq(at.version, version - 1),
        ),
    )

  return {
    /** What was told of everybody's ends. */
    async listNotices(consistent = false): Promise<Notices[]> {
      const { data } = await notices.query.primary({ district }).go({ pages: 'all', consistent })
      return data
    },

    async findNotices(practitionerId: string): Promise<Notices> {
      const { data } = await notices.get({ district, practitionerId }).go({ consistent: true })
      return data ?? { practitionerId, told: [], version: 0 }
    },

    /** All of them with the journal's entry and what else belongs to it, or none. */
    async saveNotices(
      became: readonly Notices[],
      entry: Entry,
      more: readonly WriteItem[] = [],
    ): Promise<boolean> {
      const writes = [...became.map(write), journal.write(entry), ...more]
      return (await writeTogether(table, writes)).committed
    },
  }
}
