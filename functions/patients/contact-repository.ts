import type { Entry, Journal } from '#functions/platform/journal.ts'
import type { FieldCipher } from '#functions/platform/keys.ts'
import { type Table, writeTogether } from '#functions/platform/table.ts'
import { versioned } from '#functions/platform/versioned.ts'
import { defaultContact } from '#shared/patients/index.ts'
import { noticeEntities } from './notice-entities.ts'
import type { StoredContact } from './notice-record.ts'

export interface ContactParts {
  readonly table: Table
  readonly journal: Journal
  readonly fields: FieldCipher
}

const about = (patientId: string): string => `patients/${patientId}/email`

/** How patients want to be told. Takes and gives opened addresses; what is stored is sealed. */
export function contactRepository({ table, journal, fields }: ContactParts) {
  const { contacts } = noticeEntities(table)
  const changed = versioned(contacts)
  return {
    /** What holds where nothing was set; version 0 then. */
    async findContact(patientId: string): Promise<StoredContact> {
      const { data } = await contacts.get({ patientId }).go({ consistent: true })
      if (!data) return { ...defaultContact, patientId, version: 0 }
      const { emailSealed, ...kept } = data
      return { ...kept, ...(emailSealed ? { email: fields.open(emailSealed, about(patientId)) } : {}) }
    },

    /** False where somebody else has set it since it was read. */
    async saveContact(
      contact: Required<Pick<StoredContact, 'setAt' | 'basis'>> & StoredContact,
      entry: Entry,
    ) {
      const { email, ...kept } = contact
      const item = {
        ...kept,
        ...(email ? { emailSealed: fields.seal(email, about(contact.patientId)) } : {}),
      }
      const { committed } = await writeTogether(table, [changed.put(item), journal.write(entry)])
      return committed
    },
  }
}
export type ContactRepository = ReturnType<typeof contactRepository>
