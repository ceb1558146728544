import type { Journal } from '#functions/platform/journal.ts'
import type { FieldCipher } from '#functions/platform/keys.ts'
import type { Table } from '#functions/platform/table.ts'
import type { PatientHit, Search } from '#shared/patients/index.ts'
import { identityEntity, phoneEntity, recordEntity } from './entities.ts'
import { identityTokens, idNumberToken, phoneToken } from './identity-tokens.ts'
import { hitOf, type PatientRecord } from './record.ts'
import { recordSealing } from './sealing.ts'
import { isTermKind, siteSearch } from './site-search.ts'
import { termOf } from './terms.ts'

export interface PatientsParts {
  readonly table: Table
  readonly fields: FieldCipher
  readonly journal: Journal
}

/** Finding records: by id, by blind tokens of ID number and phone, by the terms of a site. */
export function readingRepository({ table, fields }: PatientsParts) {
  const records = recordEntity(table)
  const identities = identityEntity(table)
  const phones = phoneEntity(table)
  const { opened } = recordSealing(fields)
  const search = siteSearch(table)

  async function findPatient(patientId: string): Promise<PatientRecord | undefined> {
    const { data } = await records.get({ patientId }).go({ consistent: true })
    return data ? opened(data) : undefined
  }

  async function listPatients(patientIds: readonly string[]): Promise<PatientRecord[]> {
    if (patientIds.length === 0) return []
    const { data } = await records.get(patientIds.map((patientId) => ({ patientId }))).go()
    const found = new Map(data.map((stored) => [stored.patientId, stored]))
    return patientIds.flatMap((patientId) => found.get(patientId) ?? []).map(opened)
  }

  async function holderOf(token: string): Promise<PatientRecord | undefined> {
    const { data } = await identities.get({ token }).go({ consistent: true })
    return data ? findPatient(data.patientId) : undefined
  }

  async function listByPhone(phone: string): Promise<PatientRecord[]> {
    const { data } = await phones.query.primary({ token: phoneToken(fields, phone) }).go({ limit: 20 })
    return listPatients(data.map(({ patientId }) => patientId))
  }

  const findByIdNumber = (idNumber: string): Promise<PatientRecord | undefined> =>
    holderOf(idNumberToken(fields, idNumber))

  /** The page's last line by id: what a page passes on holds no name. */
  async function placeOf(after: string | undefined, prefix: string) {
    const [kind = '', patientId = ''] = after?.split(':') ?? []
    if (!isTermKind(kind)) return undefined
    const record = await findPatient(patientId)
    const term = record && termOf(record, kind)
    return term?.startsWith(prefix) ? { kind, term, patientId } : undefined
  }

  return {
    findPatient,
    listPatients,
    findByIdNumber,

    /** Who holds one of the traits by which `record` could be registered only once. */
    async findTwin(record: PatientRecord): Promise<PatientRecord | undefined> {
      for (const token of identityTokens(fields, record.details)) {
        const holder = await holderOf(token)
        if (holder && holder.patientId !== record.patientId) return holder
      }
      return undefined
    },

    /** One page of what a site finds, at most 20. */
    async searchSite(
      siteId: string,
      { kind, term }: Search,
      after?: string,
    ): Promise<{ hits: PatientHit[]; next?: string }> {
      if (kind === 'phone' || kind === 'id-number') {
        const found = kind === 'phone' ? await listByPhone(term) : [await findByIdNumber(term)]
        const known = found.filter((record) => record?.siteIds.includes(siteId))
        return { hits: known.flatMap((record) => (record ? [hitOf(record)] : [])) }
      }
      const { hits, last } = await search(siteId, kind, term, await placeOf(after, term))
      return { hits, ...(last ? { next: `${last.kind}:${last.patientId}` } : {}) }
    },
  }
}
