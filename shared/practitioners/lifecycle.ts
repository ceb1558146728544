import type { Lifecycle } from '#shared/kernel/lifecycle.ts'

/** Where a filing stands on a day; `suspended`, `terminated` and `expired` follow from its dates (filing.ts). */
export const filingStages = [
  'draft',
  'submitted',
  'correction',
  'filed',
  'suspended',
  'withdrawn',
  'terminated',
  'expired',
] as const
export type FilingStage = (typeof filingStages)[number]

export const filingCommands = [
  'change',
  'check',
  'submit',
  'return',
  'file',
  'withdraw',
  'suspend',
  'resume',
  'terminate',
  'renew',
] as const
export type FilingCommand = (typeof filingCommands)[number]

/**
 * 多机构备案: written, submitted, documents checked, returned for correction as often as needed, filed with a term. What is
 * filed is not rewritten: it is suspended and resumed, ended, or continued by a new term.
 */
export const filingLifecycle: Lifecycle<FilingStage, FilingCommand> = {
  draft: { change: 'draft', check: 'draft', submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { check: 'submitted', return: 'correction', file: 'filed', withdraw: 'withdrawn' },
  correction: { change: 'correction', check: 'correction', submit: 'submitted', withdraw: 'withdrawn' },
  filed: { suspend: 'suspended', terminate: 'terminated', renew: 'filed' },
  suspended: { resume: 'filed', terminate: 'terminated' },
  withdrawn: {},
  terminated: {},
  expired: { renew: 'expired' },
}
