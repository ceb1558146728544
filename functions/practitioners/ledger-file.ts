import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '#functions/platform/log.ts'
import type { PublicFiles } from '#functions/platform/public-files.ts'
import { dateAt } from '#shared/kernel/calendar.ts'
import { ledgerFile, ledgerOf } from '#shared/practitioners/index.ts'
import type { PractitionersRepository } from './repository.ts'

/** Least milliseconds between two writes: an import of many filings is one file in the end. */
const pauseMs = 500

export interface LedgerParts {
  readonly register: Pick<PractitionersRepository, 'listPractitioners'>
  readonly files: PublicFiles
  readonly now: () => number
  readonly log: Log
  /** A function in the cloud is frozen when it has answered: there each event waits until the file is written. */
  readonly waits: boolean
}

/** The published ledger: written whole from the register, so that doubled, late and reordered events do no harm. */
export function practiceLedgerFile({ register, files, now, log, waits }: LedgerParts) {
  let planned: Promise<void> | undefined
  async function write(): Promise<void> {
    for (let attempt = 0; attempt < 8; attempt++) {
      const stood = await files.read(ledgerFile)
      const ledger = ledgerOf(await register.listPractitioners(true), dateAt(now()))
      if (await files.write(ledgerFile, ledger, stood?.mark)) return
      await delay(20 * (attempt + 1))
    }
    throw new Error('The published ledger is written by too many at once')
  }
  let written: Promise<unknown> = Promise.resolve()
  /** Calls that come while one waits share it; where a write takes longer than the pause, the next one waits for it. */
  function soon(): Promise<void> {
    planned ??= Promise.all([delay(pauseMs), written]).then(() => {
      planned = undefined
      const mine = write()
      written = mine.catch(() => {})
      return mine
    })
    return planned
  }
  return {
    /** Something was filed or ended: the file follows, now where the process is frozen after it, else soon. */
    async touch(): Promise<void> {
      const soonWritten = soon()
      if (waits) return soonWritten
      soonWritten.catch((error: Error) =>
        log.error({ error: error.name }, 'the published ledger was not written'),
      )
    },
  }
}
export type PracticeLedgerFile = ReturnType<typeof practiceLedgerFile>
