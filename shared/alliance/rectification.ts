import type { IsoDate } from '#shared/kernel/calendar.ts'
import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { begin, moved, type Step, type StepRefusal } from './acceptance.ts'
import type { Department, Finding } from './department.ts'
import { isOpen } from './inspection.ts'

const replaced = (findings: readonly Finding[], changed: Finding): Finding[] =>
  findings.map((one) => (one.itemId === changed.itemId ? changed : one))

/** The site says how it put a finding right; what the last review said of it is answered by that. */
export function decideRectified(
  found: Department,
  step: Step,
  { itemId, note }: { readonly itemId: string; readonly note: string },
): Decision<Department, StepRefusal | 'finding-unknown'> {
  const to = begin(found, 'saveRectification', step)
  if (!to.ok) return to
  const finding = found.findings.find((one) => one.itemId === itemId)
  if (!finding) return refuse('finding-unknown')
  const { returned: _, ...kept } = finding
  const changed = { ...kept, rectification: { note, by: step.by, on: step.today } }
  return accept(moved(found, to.value, step, { findings: replaced(found.findings, changed) }))
}

export function decideReview(
  found: Department,
  step: Step,
): Decision<Department, StepRefusal | 'rectification-missing'> {
  const to = begin(found, 'submitRectification', step)
  if (!to.ok) return to
  const open = found.findings.filter(isOpen).map(({ itemId }) => itemId)
  if (open.length > 0) return refuse('rectification-missing', { items: open })
  return accept(moved(found, to.value, step, {}))
}

export interface Returned {
  readonly itemId: string
  readonly reason: string
  readonly due: IsoDate
}

/** The review sends single findings back, each with a reason and a new day; the others stay as they are. */
export function decideReturn(
  found: Department,
  step: Step,
  given: readonly Returned[],
): Decision<Department, StepRefusal | 'finding-unknown' | 'date-in-the-past'> {
  const to = begin(found, 'returnRectification', step)
  if (!to.ok) return to
  const strange = given.filter(({ itemId }) => !found.findings.some((one) => one.itemId === itemId))
  if (strange.length > 0) return refuse('finding-unknown', { items: strange.map(({ itemId }) => itemId) })
  if (given.some(({ due }) => due < step.today)) return refuse('date-in-the-past')
  const findings = found.findings.map((finding) => {
    const back = given.find(({ itemId }) => itemId === finding.itemId)
    return back ? { ...finding, due: back.due, returned: { reason: back.reason, on: step.today } } : finding
  })
  return accept(moved(found, to.value, step, { findings }))
}
