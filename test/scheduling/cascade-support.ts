import { openDue } from '#functions/platform/due.ts'
import { deliveredFrom } from '#functions/platform/events.ts'
import { runAllDue } from '#functions/platform/jobs.ts'
import { schedulingJobs } from '#functions/scheduling/jobs.ts'
import type { Cascade, CascadeLine, PatientCard } from '#shared/scheduling/index.ts'
import { entriesOf } from './journal-of.ts'
import { type Caller, type Clinic, heard, minutes, ok } from './support.ts'

const api = '/api/scheduling'
export type Line = CascadeLine & { readonly card: PatientCard }

/** Gives every entry of the journal that has not been heard yet to the listeners, oldest first. */
export function openRelaying({ platform, consumers }: Clinic) {
  const known = new Set<string>()
  return async function relay(): Promise<void> {
    for (;;) {
      const fresh = (await entriesOf(platform.table)).filter(({ order }) => !known.has(order))
      if (fresh.length === 0) return
      for (const entry of fresh) {
        known.add(entry.order)
        await heard(consumers, deliveredFrom(entry))
      }
    }
  }
}

/** Runs what is due now. */
export async function runJobs({ platform, clock }: Clinic): Promise<void> {
  const { table, log } = platform
  const due = openDue(table, 'scheduling')
  await runAllDue({ table, due, jobs: schedulingJobs(platform), log, now: () => clock.now })
}

export const stop = async (by: Caller, sessionId: string, more: object = {}) => {
  const { version } = ok(await by.get(`${api}/sessions/${sessionId}`))
  return by.post(`${api}/sessions/${sessionId}/stop`, { version, reason: 'practitioner-ill', ...more })
}

/** Stopped, and the time to take it back is over. */
export async function stopAndBegin(clinic: Clinic, sessionId: string, more: object = {}): Promise<void> {
  ok(await stop(clinic.staff, sessionId, more))
  clinic.clock.now += 10 * minutes
  await runJobs(clinic)
}

export const readCascade = async (
  by: Caller,
  sessionId: string,
): Promise<{ cascade: Cascade; lines: Line[] }> => ok(await by.get(`${api}/sessions/${sessionId}/cascade`))

export const lineIn = async (by: Caller, sessionId: string, patientId: string): Promise<Line> => {
  const { lines } = await readCascade(by, sessionId)
  const line = lines.find((one) => one.patientId === patientId)
  if (!line) throw new Error(`No line of ${patientId}`)
  return line
}

export const answer = (by: Caller, { patientId, slotId, offer }: Line, as: string) =>
  by.post(`${api}/patients/${patientId}/reoffers/${slotId}/answer`, {
    as,
    ...(as !== 'cancel' && offer ? { toSlotId: offer.slotId } : {}),
  })
