import type { Handlers } from '#functions/platform/request.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import type { patientsContract } from '#shared/patients/index.ts'
import { eventOf } from './event.ts'
import { entryOn, type RoutesParts } from './on-record.ts'
import { mostSites, shown } from './record.ts'

type Admission = Pick<Handlers<typeof patientsContract.operations>, 'admitPatient'>

/** A person known elsewhere comes to another site: ID number and name together stand for being there. */
export const admissionRoutes = ({ repository, journal, fields }: RoutesParts): Admission => ({
  async admitPatient(request) {
    const { siteId } = request.params
    const { idNumber, name, basis } = request.body
    request.require('register', 'Patient', { siteId }, 'forbidden')
    const before = await repository.findByIdNumber(idNumber)
    if (before?.details.name !== name) {
      await journal.note(
        request.entry({ act: 'admission-refused', aggregateId: siteId, bodyId: siteId, basis }),
      )
      return refuse('patient-unknown')
    }
    if (before.siteIds.includes(siteId)) {
      await journal.note(entryOn(request, before, { act: 'patient-read', basis }))
      return accept(shown(before))
    }
    if (before.siteIds.length >= mostSites) return refuse('sites-full')
    const after = {
      ...before,
      siteIds: [...before.siteIds, siteId],
      version: before.version + 1,
      changedAt: request.now,
    }
    const entry = entryOn(request, after, { act: 'patient-changed', data: eventOf(fields, after), basis })
    return (await repository.savePatient(before, after, entry)) === 'saved'
      ? accept(shown(after))
      : refuse('stale-version')
  },
})
