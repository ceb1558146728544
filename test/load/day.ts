import { addDays } from '#shared/kernel/calendar.ts'
import { book, ok, today, wangjing } from '#test/scheduling/support.ts'
import { people } from '#test/support/platform.ts'
import { median, round, timed } from './figures.ts'
import { openStage, sessionOfForty } from './stage.ts'

export interface Day {
  readonly numbers: number
  readonly p50: number
  readonly bytes: number
}

/** The day list of forty patients over HTTP, as the desk opens it: with names, phones and who comes for what. */
export async function measureDay(runs: number): Promise<Day> {
  const stage = await openStage(40)
  try {
    const { clinic, patients, ask } = stage
    const date = addDays(today, 1)
    const { cells } = await sessionOfForty(stage, date, 0, 'morning')
    for (const [index, { slotId }] of cells.entries()) ok(await book(clinic.staff, slotId, patients[index]))
    const desk = await people(clinic.platform).clinicStaff(wangjing)
    const times: number[] = []
    let bytes = 0
    for (let run = 0; run <= runs; run++) {
      const ms = await timed(async () => {
        const { status, body } = await ask('GET', `/sites/${wangjing}/days/${date}`, desk)
        if (status !== 200) throw new Error(`${status} ${body}`)
        bytes = Buffer.byteLength(body)
      })
      if (run > 0) times.push(ms)
    }
    return { numbers: cells.length, p50: round(median(times)), bytes }
  } finally {
    await stage.close()
  }
}
