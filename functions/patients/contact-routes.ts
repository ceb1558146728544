import type { Handlers } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import {
  decideContact,
  isMinor,
  maskEmail,
  type patientsContract,
  type ShownContact,
} from '#shared/patients/index.ts'
import type { NoticeDesk } from './notice-parts.ts'
import type { StoredContact } from './notice-record.ts'
import { entryOn, findFor, type RoutesParts } from './on-record.ts'
import { basisOf } from './policy.ts'
import type { PatientRecord } from './record.ts'

type Operations = typeof patientsContract.operations
type Contacting = Pick<Handlers<Operations>, 'readContact' | 'saveContact'>

const factsOf = ({ details }: PatientRecord, now: number) => ({
  minor: isMinor(details.birthDate, dateAt(now)),
  hasGuardian: details.guardian !== undefined,
})

function shown(record: PatientRecord, contact: StoredContact, now: number): ShownContact {
  const { version, channel, email, language, guardianTold, setAt, basis } = contact
  return {
    version,
    channel,
    language,
    guardianTold,
    ...factsOf(record, now),
    ...(email ? { emailMasked: maskEmail(email) } : {}),
    ...(setAt === undefined ? {} : { setAt }),
    ...(basis === undefined ? {} : { basis }),
  }
}

/** How somebody wants to be told, with how the wish was given. */
export const contactRoutes = ({ repository, journal, contacts }: NoticeDesk & RoutesParts): Contacting => ({
  async readContact(request) {
    const { patientId } = request.params
    const record = await findFor(repository, request, 'read', patientId)
    if (!record) return refuse('patient-unknown')
    await journal.note(entryOn(request, record, { act: 'contact-read' }))
    return accept(shown(record, await contacts.findContact(patientId), request.now))
  },

  async saveContact(request) {
    const { body, now } = request
    const { patientId } = request.params
    const record = await findFor(repository, request, 'set-contact', patientId)
    if (!record) return refuse('patient-unknown')
    const before = await contacts.findContact(patientId)
    if (before.version !== body.version) return refuse('stale-version', { version: before.version })
    const held = basisOf(request, record)
    const by = held === 'self' || held === 'guardian' ? held : 'service'
    const decision = decideContact({ before, change: body, by, ...factsOf(record, now) })
    if (!decision.ok) return decision
    const basis = by === 'service' ? (body.basis ?? by) : by
    const after = { ...decision.value, patientId, version: before.version + 1, setAt: now, basis }
    const data = {
      channel: after.channel,
      guardianTold: after.guardianTold,
      language: after.language,
      given: basis,
    }
    const saved = await contacts.saveContact(after, entryOn(request, record, { act: 'contact-set', data }))
    return saved ? accept(shown(record, after, now)) : refuse('stale-version')
  },
})
