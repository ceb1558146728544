import * as z from 'zod'
import { isoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import type { Basis } from './practitioner.ts'
import { practitionersSettings } from './settings.ts'

/** First-practice consent or notice, cooperation agreement, liability insurance, schedule conflicts, disclosure. */
export const checkKinds = [
  'first-practice-consent',
  'cooperation-agreement',
  'liability-insurance',
  'schedule-conflicts',
  'disclosure',
] as const
export type CheckKind = (typeof checkKinds)[number]

/**
 * `on-paper`: checked before it was entered here, as it stands in the paper file. `not-needed` follows from the basis or is
 * somebody's decision with a note.
 */
export const checkStates = ['open', 'met', 'missing', 'not-needed', 'on-paper'] as const
export type CheckState = (typeof checkStates)[number]

const line = (longest: number) => z.string().trim().min(1).max(longest)

export const checkFields = z.strictObject({
  state: z.enum(checkStates),
  /** Of the document: its number and its date. */
  number: line(40).optional(),
  date: isoDate.optional(),
  note: line(300).optional(),
})
export type CheckFields = z.infer<typeof checkFields>

export const filingCheck = checkFields.extend({
  kind: z.enum(checkKinds),
  checkedBy: z.string().optional(),
  /** Milliseconds since the epoch. */
  checkedAt: z.number().optional(),
})
export type FilingCheck = z.infer<typeof filingCheck>

/** One step of a filing, as its page tells it. */
export const filingStep = z.object({
  at: z.number(),
  by: z.string(),
  act: z.string(),
  note: z.string().optional(),
})
export type FilingStep = z.infer<typeof filingStep>

/** 投诉: entered by the office for the evidence pack. */
export const complaints = z.strictObject({ count: z.int().min(0).max(999), note: line(500).optional() })
export const notedComplaints = complaints.extend({ notedAt: z.number().optional() })

/**
 * When what is about to be overwritten had been written, as the person saw it; absent where nobody had. Two clerks at the papers
 * of one doctor meet only where they write the same line.
 */
export const seenAt = z.number().optional()

/** The papers of one practice: what was checked by whom, and each step. */
export interface Papers {
  readonly practitionerId: string
  readonly practiceId: string
  readonly checks: readonly FilingCheck[]
  readonly history: readonly FilingStep[]
  readonly complaints?: z.infer<typeof notedComplaints> | undefined
  /** Rises with every write of them; 0 where there are none yet. */
  readonly version: number
}

/** The checklist of a new filing: what its basis does not ask for is not needed from the start. */
export const checksFor = (basis: Basis): FilingCheck[] => {
  const needed: readonly CheckKind[] = practitionersSettings.checksByBasis.value[basis]
  return checkKinds.map((kind) => ({ kind, state: needed.includes(kind) ? 'open' : 'not-needed' }))
}

/** After a change of basis: what was checked stays, what is now asked for is open. */
export const checksAfter = (checks: readonly FilingCheck[], basis: Basis): FilingCheck[] =>
  checksFor(basis).map((fresh) => {
    const before = checks.find(({ kind }) => kind === fresh.kind)
    if (before?.checkedBy === undefined) return fresh
    return before.state === 'not-needed' && fresh.state === 'open' ? fresh : before
  })

/** A filing that stands on paper already is entered as one whose documents were seen there. */
export const checksOnPaper = (basis: Basis, by: string, at: number): FilingCheck[] =>
  checksFor(basis).map((one) =>
    one.state === 'open' ? { ...one, state: 'on-paper', checkedBy: by, checkedAt: at } : one,
  )

const settled: readonly CheckState[] = ['met', 'not-needed', 'on-paper']

/** Which checks still keep the filing from being filed. */
export const unsettled = (checks: readonly FilingCheck[]): CheckKind[] =>
  checkKinds.filter((kind) => {
    const found = checks.find((one) => one.kind === kind)
    return found === undefined || !settled.includes(found.state)
  })

/** What a checked document must say: a met one its number or date, a missing or unneeded one why. */
export function decideCheck(wanted: CheckFields): Decision<CheckFields, 'check-incomplete'> {
  const says = wanted.number !== undefined || wanted.date !== undefined || wanted.note !== undefined
  if (wanted.state === 'open' || says) return accept(wanted)
  return refuse('check-incomplete')
}

/** Has nobody checked the document since the person saw it? */
export const isAsSeen = (
  { checks }: Pick<Papers, 'checks'>,
  kind: CheckKind,
  seen: number | undefined,
): boolean => checks.find((one) => one.kind === kind)?.checkedAt === seen
