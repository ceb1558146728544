import type { Department, DepartmentCard, ItemAnswer } from './department.ts'
import { isOpen, stillOpen } from './inspection.ts'
import type { Site } from './site.ts'
import type { Standard } from './standard.ts'

const letters = { met: 'm', 'not-met': 'n', 'not-applicable': 'x' } as const

/** One letter an item, in the standard's order; `-` where there is no answer. */
export const markString = (standard: Standard, given: readonly ItemAnswer[]): string =>
  standard.items
    .map(({ itemId }) => given.find((one) => one.itemId === itemId))
    .map((one) => (one ? letters[one.answer] : '-'))
    .join('')

/** What the card draws: the inspectors' answers where there are some, else the site's; what was put right counts as met. */
function currentAnswers(found: Department): ItemAnswer[] {
  const given = found.inspection?.answers.length ? found.inspection.answers : found.selfCheck
  const right = new Set(found.findings.filter((one) => !isOpen(one)).map(({ itemId }) => itemId))
  return given.map((one) => (right.has(one.itemId) ? { itemId: one.itemId, answer: 'met' } : one))
}

/** The part of a site that goes with its department. */
export const siteOf = ({ siteId, name, shortName, initials, areaCode, areaName, address }: Site) => ({
  siteId,
  name,
  shortName,
  initials,
  areaCode,
  areaName,
  ...(address === undefined ? {} : { address }),
})

export function cardOf(found: Department, standard: Standard, site: Site): DepartmentCard {
  const { departmentId, name, state, since, version, standardVersion, contact, passedOn, inspection } = found
  const open = state === 'passed' ? [] : stillOpen(found)
  const dues = found.findings.filter(isOpen).map(({ due }) => due)
  const due = dues.sort()[0]
  return {
    departmentId,
    site: siteOf(site),
    name,
    state,
    version,
    standardVersion,
    marks: markString(standard, currentAnswers(found)),
    openItems: open,
    ...(since ? { since } : {}),
    ...(contact ? { contact } : {}),
    ...(inspection
      ? { inspection: { date: inspection.date, half: inspection.half, inspectors: inspection.inspectors } }
      : {}),
    ...(due ? { due } : {}),
    ...(passedOn ? { passedOn } : {}),
  }
}
