import * as z from 'zod'
import { addDays, type IsoDate, isoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { commandsOf, next } from '#shared/kernel/lifecycle.ts'
import { type FilingCheck, unsettled } from './checks.ts'
import { type FilingCommand, type FilingStage, filingLifecycle } from './lifecycle.ts'
import { lastDayOf, suspendedOn } from './practice.ts'
import type { Practice, PracticeFields, Practitioner, Suspension } from './practitioner.ts'
import { practitionersSettings } from './settings.ts'

/** Where a filing stands on a day: the papers' stage, or what its dates have made of it. */
export function stageOn(filing: Practice, today: IsoDate): FilingStage {
  if (filing.stage !== 'filed') return filing.stage
  const last = lastDayOf(filing)
  if (last < today || last < filing.from)
    return filing.endedOn !== undefined && filing.endedOn < filing.to ? 'terminated' : 'expired'
  return suspendedOn(filing, today) ? 'suspended' : 'filed'
}

const reason = z.string().trim().min(1).max(300)

/** The steps that are one decision each; ending and renewing have operations of their own. */
export const filingStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('submit') }),
  z.strictObject({ step: z.literal('return'), reason }),
  z.strictObject({ step: z.literal('file'), filingNumber: z.string().trim().min(1).max(40).optional() }),
  z.strictObject({ step: z.literal('withdraw'), reason }),
  /** From today or a later day; lifted by itself after `to`, where that is known. */
  z.strictObject({ step: z.literal('suspend'), from: isoDate, to: isoDate.optional(), reason }),
  z.strictObject({ step: z.literal('resume'), from: isoDate }),
  /** `from`: the first day of a suspension that has not begun. */
  z.strictObject({ step: z.literal('call-off'), from: isoDate }),
])
export type FilingStepRequest = z.infer<typeof filingStep>

export type StepRefusal =
  | 'step-not-now'
  | 'checks-open'
  | 'scope-without-mental-health'
  | 'outside-term'
  | 'term-over'

/** Is the command there to be given on this day? */
export const decideCommand = (
  filing: Practice,
  command: FilingCommand,
  today: IsoDate,
): Decision<FilingStage, 'step-not-now'> => {
  const stage = stageOn(filing, today)
  const became = next(filingLifecycle, stage, command)
  return became === undefined ? refuse('step-not-now', { stage, command }) : accept(became)
}

const isToCome = ({ from }: Suspension, today: IsoDate): boolean => from > today

/** All that can be done with the filing on that day. */
export const commandsOn = (filing: Practice, today: IsoDate): FilingCommand[] =>
  commandsOf(filingLifecycle, stageOn(filing, today)).filter((command) => {
    if (command === 'renew') return filing.renewedBy === undefined
    return command !== 'call-off' || (filing.suspensions ?? []).some((one) => isToCome(one, today))
  })

export interface Filed {
  readonly person: Pick<Practitioner, 'licence'>
  readonly filing: Practice
  readonly checks: readonly FilingCheck[]
}

/** What the filing becomes by a step, or why it cannot be taken. */
export function decideFilingStep(
  { person, filing, checks }: Filed,
  wanted: FilingStepRequest,
  now: number,
  today: IsoDate,
): Decision<Practice, StepRefusal> {
  const allowed = decideCommand(filing, wanted.step, today)
  if (!allowed.ok) return allowed
  switch (wanted.step) {
    case 'submit':
      return accept({ ...filing, stage: 'submitted' })
    case 'return':
      return accept({ ...filing, stage: 'correction' })
    case 'withdraw':
      return accept({ ...filing, stage: 'withdrawn', endReason: wanted.reason })
    case 'file':
      return decideFiled({ person, filing, checks }, wanted.filingNumber, now, today)
    case 'suspend':
      return decideSuspension(filing, wanted, today)
    case 'resume':
      return decideResumption(filing, wanted.from, today)
    case 'call-off':
      return decideCalledOff(filing, wanted.from, today)
  }
}

/** The licence names the scope that the practice is of; a licence of which only the number is known says nothing against it. */
export const scopeAllows = ({ licence }: Pick<Practitioner, 'licence'>): boolean =>
  licence?.scope.includes(practitionersSettings.scopeNeeded.value) ?? true

function decideFiled(
  { person, filing, checks }: Filed,
  filingNumber: string | undefined,
  now: number,
  today: IsoDate,
): Decision<Practice, StepRefusal> {
  const open = unsettled(checks)
  if (open.length > 0) return refuse('checks-open', { checks: open })
  if (!scopeAllows(person)) return refuse('scope-without-mental-health')
  if (filing.to < today) return refuse('term-over')
  return accept({
    ...filing,
    stage: 'filed',
    filedAt: now,
    ...(filingNumber === undefined ? {} : { filingNumber }),
  })
}

function decideSuspension(
  filing: Practice,
  { from, to, reason: why }: { from: IsoDate; to?: IsoDate | undefined; reason: string },
  today: IsoDate,
): Decision<Practice, StepRefusal> {
  const last = lastDayOf(filing)
  if (from < today || from > last || (to !== undefined && to < from))
    return refuse('outside-term', { from: today, to: last })
  const added = { from, reason: why, ...(to === undefined ? {} : { to }) }
  return accept({ ...filing, suspensions: [...(filing.suspensions ?? []), added] })
}

/** `from` is the first day on which patients are seen again. */
function decideResumption(filing: Practice, from: IsoDate, today: IsoDate): Decision<Practice, StepRefusal> {
  const last = lastDayOf(filing)
  if (from < today || from > last) return refuse('outside-term', { from: today, to: last })
  const resting = (filing.suspensions ?? []).map((one) => {
    const holds = one.from <= today && (one.to === undefined || today <= one.to)
    return holds ? { ...one, to: addDays(from, -1) } : one
  })
  return accept({
    ...filing,
    suspensions: resting.filter(({ from: begun, to }) => to === undefined || begun <= to),
  })
}

/** Of a suspension that has begun some days are past already: it is ended by resuming. */
function decideCalledOff(filing: Practice, from: IsoDate, today: IsoDate): Decision<Practice, StepRefusal> {
  const planned = filing.suspensions ?? []
  const calledOff = planned.find((one) => one.from === from && isToCome(one, today))
  if (!calledOff) return refuse('step-not-now', { stage: stageOn(filing, today), command: 'call-off' })
  return accept({ ...filing, suspensions: planned.filter((one) => one !== calledOff) })
}

/** The term that continues this one: from the day after its last, or from today where it has been over for some time. */
export function decideRenewal(
  old: Practice,
  to: IsoDate,
  today: IsoDate,
): Decision<PracticeFields, 'step-not-now' | 'term-over'> {
  const allowed = decideCommand(old, 'renew', today)
  if (!allowed.ok) return allowed
  if (old.renewedBy !== undefined) return refuse('step-not-now', { stage: 'renewed', command: 'renew' })
  const after = addDays(lastDayOf(old), 1)
  const from = after < today ? today : after
  if (to < from) return refuse('term-over')
  const { siteId, basis, agreementId } = old
  return accept({ siteId, basis, ...(agreementId === undefined ? {} : { agreementId }), from, to })
}
