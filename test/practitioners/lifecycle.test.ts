import { describe, expect, it } from 'vitest'
import { next } from '#shared/kernel/lifecycle.ts'
import {
  authorisationActs,
  authorisationLifecycle,
  authorisationStates,
  filingCommands,
  filingLifecycle,
  filingStages,
} from '#shared/practitioners/index.ts'

/** One row a stage, one column a command, in the order of the lists; `.` where the stage does not accept it. */
const grid = (
  rows: readonly string[],
  columns: readonly string[],
  step: (row: string, column: string) => unknown,
) => rows.map((row) => `${row}: ${columns.map((column) => step(row, column) ?? '.').join(' ')}`)

describe('a filing', () => {
  it('goes through its stages as the office works', () => {
    const step = (stage: string, command: string) =>
      next(filingLifecycle, stage as 'draft', command as 'submit')
    expect([`${filingCommands.join(' ')}`, ...grid(filingStages, filingCommands, step)]).toEqual([
      'change check submit return file withdraw suspend resume call-off terminate renew',
      'draft: draft draft submitted . . withdrawn . . . . .',
      'submitted: . submitted . correction filed withdrawn . . . . .',
      'correction: correction correction submitted . . withdrawn . . . . .',
      'filed: . . . . . . suspended . filed terminated filed',
      'suspended: . . . . . . . filed suspended terminated .',
      'withdrawn: . . . . . . . . . . .',
      'terminated: . . . . . . . . . . .',
      'expired: . . . . . . . . . . expired',
    ])
  })
})

describe('an insurance authorisation', () => {
  it('is applied for, decided, and applied for again', () => {
    const step = (state: string, act: string) =>
      next(authorisationLifecycle, state as 'applied', act as 'grant')
    expect(grid(authorisationStates, authorisationActs, step)).toEqual([
      'not-applied: applied . . .',
      'applied: . granted refused not-applied',
      'granted: applied . . not-applied',
      'refused: applied . . .',
      'expired: applied . . .',
    ])
  })
})
