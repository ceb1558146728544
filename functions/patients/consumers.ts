import type { Consumers, Delivered } from '#functions/platform/events.ts'
import { newEntry } from '#functions/platform/journal.ts'
import { eventOf } from './event.ts'
import { noticesIn } from './notice-filing.ts'
import type { NoticeDesk } from './notice-parts.ts'
import { mostSites, type PatientRecord } from './record.ts'

/** Who books at a clinic, the body of the event, becomes known there: its desk must be able to see who is coming. */
export function patientsConsumers(desk: NoticeDesk): Consumers {
  const { repository, fields, now } = desk
  async function makeKnown(record: PatientRecord, siteId: string, personId: string): Promise<void> {
    const siteIds = [...record.siteIds, siteId]
    // Of this moment, not of the booking: the relay looks back only a little for entries that come late.
    const at = now()
    const after = { ...record, siteIds, version: record.version + 1, changedAt: at }
    const acting = { context: 'patients', personId, at, requestId: 'appointment-booked' }
    const { patientId } = record
    const entry = newEntry(acting, {
      act: 'patient-changed',
      aggregateId: patientId,
      bodyId: siteId,
      basis: 'appointment',
      patientIds: [patientId],
      data: eventOf(fields, after),
    })
    // Changed at the same moment: thrown, so that the delivery is tried again on what then stands.
    if ((await repository.savePatient(record, after, entry)) !== 'saved')
      throw new Error('patient changed meanwhile')
  }

  async function hear({ patientIds, bodyId, personId }: Delivered): Promise<void> {
    const [patientId] = patientIds
    const record = patientId && bodyId ? await repository.findPatient(patientId) : undefined
    if (!record || !bodyId || record.siteIds.includes(bodyId) || record.siteIds.length >= mostSites) return
    await makeKnown(record, bodyId, personId)
  }
  return {
    'scheduling/appointment-booked': hear,
    'scheduling/appointment-moved': hear,
    '*': noticesIn(desk),
  }
}
