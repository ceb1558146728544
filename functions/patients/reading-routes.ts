import type { Handlers } from '#functions/platform/request.ts'
import { patientsOf } from '#shared/access/index.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { type patientsContract, understoodSearch } from '#shared/patients/index.ts'
import { entryOn, findFor, type RoutesParts } from './on-record.ts'
import { basisOf } from './policy.ts'
import { ownOf, shown } from './record.ts'

type Operations = typeof patientsContract.operations
type Reading = Pick<Handlers<Operations>, 'readPatient' | 'searchPatients' | 'revealContact' | 'listMine'>

/** Every one of these leaves exactly one journal entry, before anything is shown. */
export const readingRoutes = ({ repository, journal }: RoutesParts): Reading => ({
  async readPatient(request) {
    const record = await findFor(repository, request, 'read', request.params.patientId)
    if (!record) return refuse('patient-unknown')
    await journal.note(entryOn(request, record, { act: 'patient-read' }))
    return accept(shown(record))
  },

  async searchPatients(request) {
    const { siteId, text, after } = request.body
    request.require('read', 'Patient', { siteId }, 'forbidden')
    const search = understoodSearch(text)
    if (!search) return refuse('search-too-short')
    const { hits, next } = await repository.searchSite(siteId, search, after)
    const patientIds = hits.map(({ patientId }) => patientId)
    await journal.note(
      request.entry({
        act: 'patients-searched',
        aggregateId: siteId,
        bodyId: siteId,
        patientIds,
        data: { by: search.kind },
      }),
    )
    return accept({ by: search.kind, hits, ...(next ? { next } : {}) })
  },

  async revealContact(request) {
    const { field, reason } = request.body
    const record = await findFor(repository, request, 'reveal', request.params.patientId)
    if (!record) return refuse('patient-unknown')
    const { phone, idNumber, guardian } = record.details
    const value = { phone, 'id-number': idNumber, 'guardian-phone': guardian?.phone }[field]
    if (!value) return refuse('nothing-to-reveal')
    await journal.note(entryOn(request, record, { act: 'contact-revealed', data: { field, reason } }))
    return accept({ value })
  },

  async listMine(request) {
    const patientIds = request.actor ? patientsOf(request.actor) : []
    const records = await repository.listPatients([...new Set(patientIds)])
    const [first] = records
    if (!first || !request.actor) return accept({ records: [] })
    const read = request.entry({
      act: 'patient-read',
      aggregateId: first.patientId,
      basis: basisOf(request, first),
      patientIds: records.map(({ patientId }) => patientId),
    })
    await journal.note(read)
    return accept({
      records: records.map((record) => ownOf(record, basisOf(request, record) === 'self' ? 'self' : 'ward')),
    })
  },
})
