import type { Lifecycle } from '#shared/kernel/lifecycle.ts'

export const acceptanceStates = [
  'not-applied',
  'self-checking',
  'awaiting-inspection',
  'inspecting',
  'rectifying',
  'awaiting-review',
  'passed',
  'suspended',
] as const
export type AcceptanceState = (typeof acceptanceStates)[number]

export const acceptanceCommands = [
  'apply',
  'withdraw',
  'saveSelfCheck',
  'submitSelfCheck',
  'returnSelfCheck',
  'schedule',
  'startInspection',
  'saveInspection',
  'requireRectification',
  'saveRectification',
  'submitRectification',
  'returnRectification',
  'pass',
  'suspend',
  'reinstate',
  'reinspect',
] as const
export type AcceptanceCommand = (typeof acceptanceCommands)[number]

/**
 * 验收: self-check, on site, findings put right, review, passed (seed 002:L138-146). Only a passed department may
 * publish sessions; a suspended one comes back by decision or by a new inspection.
 */
export const acceptanceLifecycle: Lifecycle<AcceptanceState, AcceptanceCommand> = {
  'not-applied': { apply: 'self-checking' },
  'self-checking': {
    withdraw: 'not-applied',
    saveSelfCheck: 'self-checking',
    submitSelfCheck: 'awaiting-inspection',
  },
  'awaiting-inspection': {
    returnSelfCheck: 'self-checking',
    schedule: 'awaiting-inspection',
    startInspection: 'inspecting',
  },
  inspecting: { saveInspection: 'inspecting', requireRectification: 'rectifying', pass: 'passed' },
  rectifying: { saveRectification: 'rectifying', submitRectification: 'awaiting-review' },
  'awaiting-review': { returnRectification: 'rectifying', pass: 'passed' },
  passed: { suspend: 'suspended' },
  suspended: { reinstate: 'passed', reinspect: 'awaiting-inspection' },
}
