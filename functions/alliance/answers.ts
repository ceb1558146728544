import {
  cardOf,
  type Department,
  type DepartmentCard,
  findStandard,
  type ItemAnswer,
  markString,
  type Site,
  type Standard,
} from '#shared/alliance/index.ts'
import type { StoredAnswers } from './entities.ts'

const meanings = { m: 'met', n: 'not-met', x: 'not-applicable' } as const

export const storedAnswers = (standard: Standard, given: readonly ItemAnswer[]): StoredAnswers => ({
  marks: markString(standard, given),
  notes: Object.fromEntries(
    given.flatMap(({ itemId, note }) => (note === undefined ? [] : [[itemId, note]])),
  ),
})

export const restoredAnswers = (standard: Standard, { marks, notes }: StoredAnswers): ItemAnswer[] =>
  standard.items.flatMap(({ itemId }, index) => {
    const meaning = meanings[marks.charAt(index) as keyof typeof meanings]
    const note = notes[itemId]
    return meaning ? [{ itemId, answer: meaning, ...(note === undefined ? {} : { note }) }] : []
  })

/** @throws Error where a department was measured by a standard that this release does not know. */
export function standardOf({ standardVersion }: Pick<Department, 'standardVersion'>): Standard {
  const standard = findStandard(standardVersion)
  if (!standard) throw new Error(`Unknown standard ${standardVersion}`)
  return standard
}

export const departmentCardOf = (department: Department, site: Site): DepartmentCard =>
  cardOf(department, standardOf(department), site)
