import type { Handlers } from '#functions/platform/request.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { accept, refuse } from '#shared/kernel/decision.ts'
import { decideIdentity, merged, type patientsContract } from '#shared/patients/index.ts'
import { eventOf } from './event.ts'
import { entryOn, findFor, type RoutesParts, refuseTwin } from './on-record.ts'
import { type PatientRecord, shown } from './record.ts'

type Writing = Pick<Handlers<typeof patientsContract.operations>, 'registerPatient' | 'changePatient'>

/** Registering and changing: what a desk writes into a record. */
export const writingRoutes = ({ repository, fields }: RoutesParts): Writing => ({
  async registerPatient(request) {
    const { siteId, ...details } = request.body
    request.require('register', 'Patient', { siteId }, 'forbidden')
    const decision = decideIdentity(details, dateAt(request.now))
    if (!decision.ok) return decision
    const record: PatientRecord = {
      patientId: request.createdId,
      version: 1,
      details: decision.value,
      siteIds: [siteId],
      registeredAt: request.now,
      changedAt: request.now,
      demo: request.actor?.demo ?? false,
    }
    const answer = { patientId: record.patientId, version: record.version }
    const entry = request.entry({
      act: 'patient-registered',
      aggregateId: record.patientId,
      bodyId: siteId,
      patientIds: [record.patientId],
      data: eventOf(fields, record),
      answer,
    })
    return (await repository.addPatient(record, entry))
      ? accept(answer)
      : refuseTwin(repository, request, record)
  },

  async changePatient(request) {
    const before = await findFor(repository, request, 'update', request.params.patientId)
    if (!before) return refuse('patient-unknown')
    if (before.version !== request.body.version) return refuse('stale-version', { version: before.version })
    const decision = decideIdentity(merged(before.details, request.body), dateAt(request.now))
    if (!decision.ok) return decision
    const after = {
      ...before,
      details: decision.value,
      version: before.version + 1,
      changedAt: request.now,
    }
    const saved = await repository.savePatient(
      before,
      after,
      entryOn(request, after, { act: 'patient-changed', data: eventOf(fields, after) }),
    )
    if (saved === 'duplicate') return refuseTwin(repository, request, after)
    return saved === 'stale' ? refuse('stale-version') : accept(shown(after))
  },
})
