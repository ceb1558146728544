import { grantsEntity } from '#functions/platform/grants.ts'
import type { SessionWithCells } from '#shared/scheduling/index.ts'
import type { Clinic } from '#test/scheduling/support.ts'
import {
  openClinic,
  plan,
  practitionerEvent,
  published,
  readSession,
  tellPatient,
} from '#test/scheduling/support.ts'
import { freshTable, openEngine, sameTable } from '#test/support/engine.ts'
import { type Headers, sessionOf } from '#test/support/platform.ts'
import type { Meter } from './meter.ts'

export interface Hall {
  readonly sessions: number
  readonly perSession: number
  readonly meter: Meter
}

/** One site with some sessions of public numbers, all released, in this process and on an engine of its own. */
export async function openApp({ sessions, perSession, meter }: Hall) {
  const engine = await openEngine({ own: true })
  const table = sameTable(engine, await freshTable(engine, { tail: false }), { fault: meter.fault })
  const clinic = await openClinic({ table, patients: [] })
  const made: SessionWithCells[] = []
  for (let index = 0; index < sessions; index++) {
    const practitionerId = `crowd-${index}`
    await clinic.hear('practitioners/practitioner-registered', practitionerEvent(practitionerId))
    const time = { start: 540, end: 540 + perSession * 5 }
    const quotas = { public: perSession, clinic: 0, referral: 0 }
    made.push(
      await published(
        clinic.staff,
        plan({ practitionerId, room: `R${index}`, slotMinutes: 5, time, quotas }),
      ),
    )
  }
  return {
    clinic,
    app: clinic.app,
    slots: made.flatMap(({ cells }) => cells.map(({ slotId }) => slotId)),
    async slotStates(): Promise<string[]> {
      const read = await Promise.all(made.map(({ sessionId }) => readSession(clinic.staff, sessionId)))
      return read.flatMap(({ slots }) => slots.map(({ state }) => state))
    },
    close: () => engine.close(),
  }
}

/** So many patients that scheduling knows, each with a session of their own. */
export async function preparePatients({ platform, hear }: Clinic, count: number): Promise<Headers[]> {
  const people = grantsEntity(platform.table)
  const headers: Headers[] = []
  for (let index = 0; index < count; index++) {
    const patientId = `p-${index}`
    const personId = `person-${patientId}`
    await tellPatient(hear, platform, patientId)
    await people
      .put({ personId, displayName: personId, version: 1, grants: [{ role: 'patient', patientId }] })
      .go()
    headers.push(await sessionOf(platform, personId))
  }
  return headers
}
