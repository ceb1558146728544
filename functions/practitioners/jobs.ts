import { entryByClock, type Jobs } from '#functions/platform/jobs.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { warningsOf } from '#shared/practitioners/index.ts'
import type { PracticeLedgerFile } from './ledger-file.ts'
import type { PractitionersRepository } from './repository.ts'
import { tellingAfter, tellingKind } from './telling.ts'

/** Tells what ends soon, each end once at each level. Whether something has ended is judged by the dates, never here. */
export const practitionersJobs = (register: PractitionersRepository, ledger?: PracticeLedgerFile): Jobs => ({
  async [tellingKind](thing, now) {
    const today = dateAt(now)
    const found = await register.findPractitioner(thing.id)
    const notices = await register.findNotices(thing.id)
    const current = found ? warningsOf([found], today) : []
    const isCurrent = (warningId: string) => current.some((one) => one.warningId === warningId)
    const wasTold = (warningId: string, level: number) =>
      notices.told.some((one) => one.warningId === warningId && one.level === level)
    const fresh = current
      .filter(({ warningId, level }) => !wasTold(warningId, level))
      .map(({ warningId, level }) => ({ warningId, level, toldAt: now, seenBy: [] }))
    const told = [...notices.told.filter(({ warningId }) => isCurrent(warningId)), ...fresh]
    const act = {
      act: 'ends-told',
      aggregateId: thing.id,
      data: { told: fresh.map(({ warningId, level }) => ({ warningId, level })) },
    }
    const entry = entryByClock('practitioners', thing, now, act)
    const next = found ? tellingAfter(register, found, today) : []
    // Refused where another run was faster, or somebody has just seen one: the thing stays, and is done at the next round.
    await register.saveNotices([{ practitionerId: thing.id, told, version: notices.version + 1 }], entry, [
      register.due.finish(thing),
      ...next,
    ])
    await ledger?.touch()
  },
})
