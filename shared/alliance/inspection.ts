import { addDays, type IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { begin, decideStep, moved, type Step, type StepRefusal } from './acceptance.ts'
import type { Department, Finding, Inspection, ItemAnswer } from './department.ts'
import { unanswered, unknownItems, withAnswers } from './self-check.ts'
import { allianceSettings } from './settings.ts'
import type { Standard } from './standard.ts'

export function decideSchedule(
  found: Department,
  step: Step,
  arranged: Omit<Inspection, 'answers'>,
): Decision<Department, StepRefusal | 'date-in-the-past'> {
  const to = begin(found, 'schedule', step)
  if (!to.ok) return to
  if (arranged.date < step.today) return refuse('date-in-the-past')
  return accept(moved(found, to.value, step, { inspection: { ...arranged, answers: [] } }))
}

/** Inspectors begin with no answers: what the site said of itself is beside them, not under their pen. */
export function decideStart(
  found: Department,
  step: Step,
): Decision<Department, StepRefusal | 'not-scheduled' | 'too-early'> {
  const to = begin(found, 'startInspection', step)
  if (!to.ok) return to
  if (!found.inspection) return refuse('not-scheduled')
  if (step.today < found.inspection.date) return refuse('too-early', { date: found.inspection.date })
  return accept(moved(found, to.value, step, {}))
}

export function decideInspection(
  found: Department,
  standard: Standard,
  step: Step,
  answers: readonly ItemAnswer[],
): Decision<Department, StepRefusal | 'item-unknown'> {
  const unknown = unknownItems(standard, answers)
  if (unknown.length > 0) return refuse('item-unknown', { items: unknown })
  if (!found.inspection) return decideStep(found, 'saveInspection', step)
  const all = withAnswers(standard, found.inspection.answers, answers)
  return decideStep(found, 'saveInspection', step, { inspection: { ...found.inspection, answers: all } })
}

const notMet = (found: Department): ItemAnswer[] =>
  (found.inspection?.answers ?? []).filter(({ answer }) => answer === 'not-met')

/** The day by which findings are due where the inspectors do not say. */
export const usualDue = (today: IsoDate): IsoDate => addDays(today, allianceSettings.rectificationDays.value)

export interface Dues {
  readonly due: IsoDate
  readonly dues: readonly { readonly itemId: string; readonly due: IsoDate }[]
}
export type RequireRefusal =
  | StepRefusal
  | 'answers-missing'
  | 'no-findings'
  | 'finding-unknown'
  | 'date-in-the-past'

/** Every item that the inspectors found not met becomes a finding with a day it is due. */
export function decideRectification(
  found: Department,
  standard: Standard,
  step: Step,
  { due, dues }: Dues,
): Decision<Department, RequireRefusal> {
  const to = begin(found, 'requireRectification', step)
  if (!to.ok) return to
  const items = unanswered(standard, found.inspection?.answers ?? [])
  if (items.length > 0) return refuse('answers-missing', { items })
  const missed = notMet(found)
  if (missed.length === 0) return refuse('no-findings')
  const strange = dues.filter(({ itemId }) => !missed.some((one) => one.itemId === itemId))
  if (strange.length > 0) return refuse('finding-unknown', { items: strange.map(({ itemId }) => itemId) })
  if ([due, ...dues.map((one) => one.due)].some((day) => day < step.today)) return refuse('date-in-the-past')
  const findings: Finding[] = missed.map(({ itemId, note }) => ({
    itemId,
    note: note ?? '',
    due: dues.find((one) => one.itemId === itemId)?.due ?? due,
  }))
  return accept(moved(found, to.value, step, { findings }))
}

/** A department passes with every item met or put right, and with none unanswered. */
export function decidePass(
  found: Department,
  standard: Standard,
  step: Step,
): Decision<Department, StepRefusal | 'answers-missing' | 'findings-open'> {
  const to = begin(found, 'pass', step)
  if (!to.ok) return to
  const items = unanswered(standard, found.inspection?.answers ?? [])
  if (items.length > 0) return refuse('answers-missing', { items })
  const open = stillOpen(found)
  if (open.length > 0) return refuse('findings-open', { items: open })
  return accept(moved(found, to.value, step, { passedOn: step.today }))
}

export const isOpen = ({ rectification, returned }: Finding): boolean =>
  !rectification || returned !== undefined

/** Items not met on site that nobody has put right. */
export const stillOpen = (found: Department): string[] =>
  notMet(found)
    .map(({ itemId }) => itemId)
    .filter((itemId) => found.findings.find((one) => one.itemId === itemId && !isOpen(one)) === undefined)

/** The end of a suspension is made to depend on a new inspection: the earlier one counts no more. */
export function decideReinspection(found: Department, step: Step): Decision<Department, StepRefusal> {
  const { inspection: _, passedOn: __, ...kept } = found
  return decideStep(kept, 'reinspect', step, { findings: [] })
}
