import { accept, type Decision, refuse } from '#shared/kernel/decision.ts'
import { begin, decideStep, moved, type Step, type StepRefusal } from './acceptance.ts'
import type { Department, ItemAnswer } from './department.ts'
import type { Standard } from './standard.ts'
import { currentStandard } from './standards.ts'

/** What a department is before anybody has written anything of it. */
export const unwritten = (siteId: string, name: string): Department => ({
  departmentId: departmentIdOf(siteId),
  siteId,
  name,
  state: 'not-applied',
  standardVersion: currentStandard.version,
  selfCheck: [],
  findings: [],
  version: 0,
})

const suffix = '.psychiatry'
export const departmentIdOf = (siteId: string): string => `${siteId}${suffix}`
export const siteIdOf = (departmentId: string): string | undefined =>
  departmentId.endsWith(suffix) ? departmentId.slice(0, -suffix.length) : undefined

/** Begins a self-check with no answers, by the standard that is current now. */
export const decideApplication = (
  found: Department,
  step: Step,
  given: { readonly contact: string; readonly name?: string | undefined },
): Decision<Department, StepRefusal> =>
  decideStep(found, 'apply', step, {
    contact: given.contact,
    name: given.name ?? found.name,
    standardVersion: currentStandard.version,
    selfCheck: [],
    findings: [],
  })

/** `given` laid over `before`, item by item, in the standard's order. */
export function withAnswers(
  standard: Standard,
  before: readonly ItemAnswer[],
  given: readonly ItemAnswer[],
): ItemAnswer[] {
  const byItem = new Map([...before, ...given].map((one) => [one.itemId, one]))
  return standard.items.flatMap(({ itemId }) => byItem.get(itemId) ?? [])
}

export const unknownItems = (standard: Standard, given: readonly { readonly itemId: string }[]): string[] =>
  given.map(({ itemId }) => itemId).filter((itemId) => !standard.items.some((item) => item.itemId === itemId))

export const unanswered = (standard: Standard, given: readonly ItemAnswer[]): string[] =>
  standard.items.map(({ itemId }) => itemId).filter((itemId) => !given.some((one) => one.itemId === itemId))

export function decideSelfCheck(
  found: Department,
  standard: Standard,
  step: Step,
  given: { readonly answers: readonly ItemAnswer[]; readonly contact?: string | undefined },
): Decision<Department, StepRefusal | 'item-unknown'> {
  const unknown = unknownItems(standard, given.answers)
  if (unknown.length > 0) return refuse('item-unknown', { items: unknown })
  return decideStep(found, 'saveSelfCheck', step, {
    selfCheck: withAnswers(standard, found.selfCheck, given.answers),
    ...(given.contact === undefined ? {} : { contact: given.contact }),
  })
}

/** Every item is answered; an honest "not met" may go to the inspectors, a gap may not. */
export function decideSubmission(
  found: Department,
  standard: Standard,
  step: Step,
): Decision<Department, StepRefusal | 'answers-missing'> {
  const to = begin(found, 'submitSelfCheck', step)
  if (!to.ok) return to
  const items = unanswered(standard, found.selfCheck)
  return items.length > 0 ? refuse('answers-missing', { items }) : accept(moved(found, to.value, step, {}))
}
