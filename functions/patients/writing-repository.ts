import type { Entry } from '#functions/platform/journal.ts'
import { put, remove, writeTogether } from '#functions/platform/table.ts'
import { identityEntity, phoneEntity, recordEntity, termEntity } from './entities.ts'
import { identityTokens, phoneToken } from './identity-tokens.ts'
import type { PatientsParts } from './reading-repository.ts'
import { hitOf, type PatientRecord } from './record.ts'
import { recordSealing } from './sealing.ts'
import { termsOf } from './terms.ts'

export type Saved = 'saved' | 'duplicate' | 'stale'

type TermRow = ReturnType<typeof termsOf>[number]
const keyOf = ({ siteId, kind, term }: TermRow): string => [siteId, kind, term].join('#')

/** The line as it is stored with each of its terms; absent members are left out. */
function lineOf(record: PatientRecord) {
  const { needs, guardianName, demo, ...line } = hitOf(record)
  return {
    ...line,
    ...(needs ? { needs } : {}),
    ...(guardianName ? { guardianName } : {}),
    ...(demo ? { demo } : {}),
  }
}

/** Each write is one transaction: the record, what leads to it, and its journal entry. */
export function writingRepository({ table, fields, journal }: PatientsParts) {
  const records = recordEntity(table)
  const identities = identityEntity(table)
  const phones = phoneEntity(table)
  const terms = termEntity(table)
  const { sealed } = recordSealing(fields)

  return {
    /** Adds the record with all that leads to it; `false` where one of its traits is somebody's already, or it is there. */
    async addPatient(record: PatientRecord, entry: Entry): Promise<boolean> {
      const { patientId, details } = record
      const { committed } = await writeTogether(table, [
        put(records.create(sealed(record))),
        ...identityTokens(fields, details).map((token) => put(identities.create({ token, patientId }))),
        put(phones.create({ token: phoneToken(fields, details.phone), patientId })),
        ...termsOf(record).map((row) => put(terms.put({ ...lineOf(record), ...row }))),
        journal.write(entry),
      ])
      return committed
    },

    /** Replaces `before` by `after` on the condition that nobody has changed it since. */
    async savePatient(before: PatientRecord, after: PatientRecord, entry: Entry): Promise<Saved> {
      const { patientId } = after
      const [had, has] = [identityTokens(fields, before.details), identityTokens(fields, after.details)]
      const [phoneBefore, phoneAfter] = [
        phoneToken(fields, before.details.phone),
        phoneToken(fields, after.details.phone),
      ]
      const kept = new Set(termsOf(after).map(keyOf))
      const gone = termsOf(before).filter((row) => !kept.has(keyOf(row)))
      const isUnchanged = put(
        records.put(sealed(after)).where(({ version }, { eq }) => eq(version, before.version)),
      )
      const { committed, refused } = await writeTogether(table, [
        isUnchanged,
        ...has
          .filter((token) => !had.includes(token))
          .map((token) => put(identities.create({ token, patientId }))),
        ...had.filter((token) => !has.includes(token)).map((token) => remove(identities.delete({ token }))),
        ...(phoneBefore === phoneAfter
          ? []
          : [
              put(phones.put({ token: phoneAfter, patientId })),
              remove(phones.delete({ token: phoneBefore, patientId })),
            ]),
        ...gone.map((row) => remove(terms.delete({ ...row, patientId }))),
        ...termsOf(after).map((row) => put(terms.put({ ...lineOf(after), ...row }))),
        journal.write(entry),
      ])
      if (committed) return 'saved'
      return refused.includes(0) ? 'stale' : 'duplicate'
    },
  }
}
