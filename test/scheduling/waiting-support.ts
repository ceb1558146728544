import { openDue } from '#functions/platform/due.ts'
import { deliveredFrom } from '#functions/platform/events.ts'
import { runDue } from '#functions/platform/jobs.ts'
import { schedulingJobs } from '#functions/scheduling/jobs.ts'
import type { Wait } from '#shared/scheduling/index.ts'
import type { Answer } from '#test/support/platform.ts'
import { entriesOf } from './journal-of.ts'
import { type Caller, type Clinic, heard, ok, wangjing } from './support.ts'

const api = '/api/scheduling'

/** Delivers everything that the journal holds and that was not delivered yet, until nothing new comes of it. */
export function settling(clinic: Clinic) {
  const delivered = new Set<string>()
  return async () => {
    for (let found = true; found; ) {
      found = false
      for (const entry of await entriesOf(clinic.platform.table)) {
        if (delivered.has(entry.order)) continue
        delivered.add(entry.order)
        found = true
        await heard(clinic.consumers, deliveredFrom(entry))
      }
    }
  }
}

/** What is due at the clinic's clock is done. */
export const doDue = ({ platform, clock }: Clinic) =>
  runDue({
    table: platform.table,
    due: openDue(platform.table, 'scheduling'),
    jobs: schedulingJobs(platform),
    log: platform.log,
    now: () => clock.now,
  })

export const wish = (changed: object = {}) => ({ from: '2026-09-15', to: '2026-10-15', ...changed })

export const join = (
  by: Caller,
  patientId: string,
  { wanted = wish(), siteId = wangjing, ...more }: { wanted?: object; siteId?: string; need?: object } = {},
): Promise<Answer> =>
  by.post(`${api}/sites/${siteId}/waits`, { patientId, visit: 'return', wish: wanted, ...more })

export const waitsOf = async (by: Caller, patientId: string): Promise<Wait[]> =>
  ok(await by.get(`${api}/patients/${patientId}/waits`)).waits

export const answering = (by: Caller, { patientId, waitId }: Wait, how: string, body: object, key?: string) =>
  by.post(`${api}/patients/${patientId}/waits/${waitId}/${how}`, body, key)

export const leave = (by: Caller, wait: Wait) => answering(by, wait, 'leaving', {})
export const acceptOf = (by: Caller, wait: Wait, key?: string) =>
  answering(by, wait, 'acceptance', { slotId: wait.offer?.slotId ?? 'none' }, key)
export const declineOf = (by: Caller, wait: Wait) =>
  answering(by, wait, 'refusal', { slotId: wait.offer?.slotId ?? 'none' })
