import type { Delivered } from '#functions/platform/events.ts'
import { grantsEntity } from '#functions/platform/grants.ts'
import type { Table } from '#functions/platform/table.ts'
import { dateAt, minuteAt } from '#shared/kernel/calendar.ts'
import { dayLineEntity, patientLineEntity } from './entities.ts'

export interface JournalLine {
  readonly entryId: string
  readonly at: number
  readonly context: string
  readonly aggregateId: string
  readonly act: string
  readonly personId: string
  readonly displayName?: string | undefined
  readonly bodyId?: string | undefined
  readonly basis: string
  readonly patientIds: string[]
}

const pageSize = 100

/** A name read for one entry serves those of the same half-minute: whoever works writes many, and is seldom renamed. */
const nameMs = 30_000

/** The journal as its readers ask for it: kept by `consumers.ts`, each line written once however often it arrives. */
export function accessRepository(table: Table) {
  const byPatient = patientLineEntity(table)
  const byDay = dayLineEntity(table)
  const people = grantsEntity(table)

  const names = new Map<string, { displayName: string; asOf: number }>()

  /** Who works here is named in the lines; patients and guardians are ids only. */
  async function nameOf({ personId, at }: Delivered): Promise<string | undefined> {
    const known = names.get(personId)
    if (known && Math.abs(at - known.asOf) < nameMs) return known.displayName
    const { data } = await people.get({ personId }).go()
    if (data?.register !== 'staff') return undefined
    names.set(personId, { displayName: data.displayName, asOf: at })
    return data.displayName
  }

  return {
    async addLines(delivered: Delivered): Promise<void> {
      const { data: _, patientIds, ...event } = delivered
      const displayName = await nameOf(delivered)
      const line = { ...event, ...(displayName ? { displayName } : {}), patientIds: [...patientIds] }
      const when = { date: dateAt(event.at), hour: Math.floor(minuteAt(event.at) / 60) }
      await Promise.all([
        byDay.put({ ...line, ...when }).go(),
        ...line.patientIds.map((patientId) =>
          byPatient.put({ ...line, patientIds: [patientId], patientId }).go(),
        ),
      ])
    },

    /** A page of 50, newest first. @param after the order of the line before. */
    async listPatientLines(
      patientId: string,
      after: string | undefined,
    ): Promise<{ lines: JournalLine[]; next?: string }> {
      const partition = byPatient.query.primary({ patientId })
      const query = after ? partition.lt({ order: after }) : partition
      const { data } = await query.go({ order: 'desc', limit: 51 })
      const last = data[49]
      return data.length > 50 && last ? { lines: data.slice(0, 50), next: last.order } : { lines: data }
    },

    /**
     * A page of a Beijing day, newest first: hours are walked backwards until the page is full.
     * @param after `<hour>.<order>` of the line before.
     */
    async listDay(date: string, after: string | undefined): Promise<{ lines: JournalLine[]; next?: string }> {
      const [, from = '23', before = ''] = after?.match(/^([01]?\d|2[0-3])\.([0-9a-z]+)$/) ?? []
      const lines: (JournalLine & { hour: number; order: string })[] = []
      for (let hour = Number(from); hour >= 0 && lines.length <= pageSize; hour--) {
        const partition = byDay.query.primary({ date, hour })
        const query = before && hour === Number(from) ? partition.lt({ order: before }) : partition
        const { data } = await query.go({ order: 'desc', limit: pageSize + 1 - lines.length })
        lines.push(...data)
      }
      const last = lines[pageSize - 1]
      return lines.length > pageSize && last
        ? { lines: lines.slice(0, pageSize), next: `${last.hour}.${last.order}` }
        : { lines }
    },
  }
}
export type AccessRepository = ReturnType<typeof accessRepository>
