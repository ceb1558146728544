import * as z from 'zod'
import { type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { lastDayOf, practiceState } from './practice.ts'
import { bases, type Practitioner, title } from './practitioner.ts'

export const ledgerStates = ['to-come', 'in-force', 'suspended', 'expired', 'ended'] as const
/** A filing as everybody may read it: who, where, how long and whether it holds. No number, no paper, no phone. */
export const ledgerLine = z.strictObject({
  name: z.string(),
  title,
  siteId: id,
  siteName: z.string(),
  basis: z.enum(bases),
  from: isoDate,
  to: isoDate,
  state: z.enum(ledgerStates),
  demo: z.boolean().optional(),
})
export type LedgerLine = z.infer<typeof ledgerLine>

/** The published file. `asOf` is the day by which the states were told; dates say the rest. */
export const practiceLedger = z.strictObject({ asOf: isoDate, lines: z.array(ledgerLine) })
export type PracticeLedger = z.infer<typeof practiceLedger>
export const ledgerFile = 'practice-ledger.json'

/** Ended filings stay in the ledger for so many days: whoever was seen there can still look it up. Estimate. */
const keptMonths = 24

/** What has been filed, by name and site; drafts and what was withdrawn are nobody's business. */
export function ledgerOf(all: readonly Practitioner[], today: IsoDate): PracticeLedger {
  const oldest = `${Number(today.slice(0, 4)) - keptMonths / 12}${today.slice(4)}`
  const lines = all.flatMap((one) =>
    one.practices
      .filter(({ stage }) => stage === 'filed')
      .filter((practice) => lastDayOf(practice) >= oldest)
      .map((practice): LedgerLine => {
        const state = practiceState(practice, today)
        return {
          name: one.name,
          title: one.title,
          siteId: practice.siteId,
          siteName: practice.siteName,
          basis: practice.basis,
          from: practice.from,
          to: practice.spans.at(-1)?.to ?? lastDayOf(practice),
          state: publicState(state),
          ...(one.demo === undefined ? {} : { demo: one.demo }),
        }
      }),
  )
  return {
    asOf: today,
    lines: lines.sort(
      (a, b) =>
        a.name.localeCompare(b.name, 'zh') ||
        a.siteName.localeCompare(b.siteName, 'zh') ||
        a.from.localeCompare(b.from),
    ),
  }
}

/** Why somebody may not practise today is between them and the office: the public reads that they may not. */
function publicState(state: ReturnType<typeof practiceState>): LedgerLine['state'] {
  if (state === 'expiring') return 'in-force'
  if (state === 'cut') return 'suspended'
  return ledgerStates.find((one) => one === state) ?? 'ended'
}
