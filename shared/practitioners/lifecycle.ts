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
  'call-off',
  'terminate',
  'renew',
] as const
export type FilingCommand = (typeof filingCommands)[number]

/**
 * 多机构备案: written, submitted, documents checked, returned for correction as often as needed, filed with a term. What is
 * filed is not rewritten: it is suspended and resumed, ended, or continued by a new term. A suspension that has not begun is
 * called off.
 */
export const filingLifecycle: Lifecycle<FilingStage, FilingCommand> = {
  draft: { change: 'draft', check: 'draft', submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { check: 'submitted', return: 'correction', file: 'filed', withdraw: 'withdrawn' },
  correction: { change: 'correction', check: 'correction', submit: 'submitted', withdraw: 'withdrawn' },
  filed: { suspend: 'suspended', 'call-off': 'filed', terminate: 'terminated', renew: 'filed' },
  suspended: { resume: 'filed', 'call-off': 'suspended', terminate: 'terminated' },
  withdrawn: {},
  terminated: {},
  expired: { renew: 'expired' },
}
