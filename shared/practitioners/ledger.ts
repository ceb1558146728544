import * as z from 'zod'
import { type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { id } from '#shared/kernel/ids.ts'
import { ledgerStateOn, ledgerStates } from './ledger-day.ts'
import { lastDayOf } from './practice.ts'
import { bases, type Practice, type Practitioner, span, title } from './practitioner.ts'

/** A filing as everybody may read it: who, where and how long. No number, no paper, no phone. */
export const publishedLine = z.strictObject({
  name: z.string(),
  title,
  siteId: id,
  siteName: z.string(),
  basis: z.enum(bases),
  /** First and last day on which patients may be seen, as far as it is known; within them the days of `open` only. */
  from: isoDate,
  to: isoDate,
  open: z.array(span),
  /** The last day of the term; a filing that was ended early says so. */
  termTo: isoDate,
  endedEarly: z.boolean(),
  demo: z.boolean().optional(),
})
export type PublishedLine = z.infer<typeof publishedLine>

/** The published file. Written with every change, it carries days and no states: whoever reads it later judges by the date. */
export const practiceLedger = z.strictObject({ asOf: isoDate, lines: z.array(publishedLine) })
export type PracticeLedger = z.infer<typeof practiceLedger>

/** The ledger as it is read on a day. */
export const ledgerLine = publishedLine.extend({ state: z.enum(ledgerStates) })
export type LedgerLine = z.infer<typeof ledgerLine>
export const ledgerView = z.strictObject({ asOf: isoDate, lines: z.array(ledgerLine) })
export const ledgerFile = 'practice-ledger.json'

/** Ended filings stay in the ledger for so many days: whoever was seen there can still look it up. Estimate. */
const keptMonths = 24

const publishedOf = (one: Practitioner, practice: Practice): PublishedLine => {
  const { siteId, siteName, basis, from, spans: open, endedOn } = practice
  const termTo = lastDayOf(practice)
  return {
    ...{ name: one.name, title: one.title, siteId, siteName, basis, from, open, termTo },
    to: open.at(-1)?.to ?? termTo,
    endedEarly: endedOn !== undefined && endedOn < practice.to,
    ...(one.demo === undefined ? {} : { demo: one.demo }),
  }
}

/** What has been filed, by name and site; drafts and what was withdrawn are nobody's business. */
export function ledgerOf(all: readonly Practitioner[], today: IsoDate): PracticeLedger {
  const oldest = `${Number(today.slice(0, 4)) - keptMonths / 12}${today.slice(4)}`
  const lines = all.flatMap((one) =>
    one.practices
      .filter(({ stage }) => stage === 'filed')
      .filter((practice) => lastDayOf(practice) >= oldest)
      .map((practice) => publishedOf(one, practice)),
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

export const ledgerOn = ({ lines }: PracticeLedger, day: IsoDate): z.infer<typeof ledgerView> => ({
  asOf: day,
  lines: lines.map((line) => ({ ...line, state: ledgerStateOn(line, day) })),
})
