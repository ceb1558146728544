import * as z from 'zod'
import type { Consumers } from '#functions/platform/events.ts'
import { newEntry } from '#functions/platform/journal.ts'
import type { FieldCipher } from '#functions/platform/keys.ts'
import { id } from '#shared/kernel/ids.ts'
import { eventOf } from './event.ts'
import { mostSites, type PatientRecord } from './record.ts'
import type { PatientsRepository } from './repository.ts'

const booked = z.object({ patientId: id, siteId: id })

export interface ConsumerParts {
  readonly repository: PatientsRepository
  readonly fields: FieldCipher
}

/** Who books at a clinic becomes known there: its desk must be able to see who is coming. */
export function patientsConsumers({ repository, fields }: ConsumerParts): Consumers {
  async function makeKnown(
    record: PatientRecord,
    siteId: string,
    at: number,
    personId: string,
  ): Promise<void> {
    const siteIds = [...record.siteIds, siteId]
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

  return {
    async 'scheduling/appointment-booked'({ data, at, personId }) {
      const event = booked.safeParse(data)
      const record = event.success ? await repository.findPatient(event.data.patientId) : undefined
      if (!event.success || !record || record.siteIds.includes(event.data.siteId)) return
      if (record.siteIds.length < mostSites) await makeKnown(record, event.data.siteId, at, personId)
    },
  }
}
