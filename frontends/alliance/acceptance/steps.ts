import {
  type AcceptanceCommand,
  acceptanceLifecycle,
  type DepartmentView,
  decidePass,
  decideRectification,
  decideReview,
  decideStart,
  decideSubmission,
  type Step,
  usualDue,
} from '#shared/alliance/index.ts'
import type { Decision } from '#shared/kernel/decision.ts'
import { next } from '#shared/kernel/lifecycle.ts'
import { standardFor } from './standard-words.ts'

/** A step that is taken by a button and confirmed, because it cannot be taken back by the one who took it. */
export interface StepLine {
  readonly command: StepCommand
  /** What the ability calls it. */
  readonly action: string
  readonly kind: 'primary' | 'soft' | 'outline' | 'danger-text'
  readonly danger?: true
  /** What has to be said with it. */
  readonly asks?: 'reason' | 'due' | 'findings'
}

export const stepCommands = [
  'submitSelfCheck',
  'withdraw',
  'startInspection',
  'returnSelfCheck',
  'pass',
  'requireRectification',
  'submitRectification',
  'returnRectification',
  'suspend',
  'reinstate',
  'reinspect',
] as const satisfies readonly AcceptanceCommand[]
export type StepCommand = (typeof stepCommands)[number]

export const stepLines: readonly StepLine[] = [
  { command: 'submitSelfCheck', action: 'self-check', kind: 'primary' },
  { command: 'withdraw', action: 'self-check', kind: 'danger-text', danger: true },
  { command: 'startInspection', action: 'inspect', kind: 'primary' },
  { command: 'returnSelfCheck', action: 'schedule', kind: 'outline', asks: 'reason' },
  { command: 'pass', action: 'decide', kind: 'primary' },
  { command: 'requireRectification', action: 'decide', kind: 'outline', asks: 'due' },
  { command: 'submitRectification', action: 'rectify', kind: 'primary' },
  { command: 'returnRectification', action: 'decide', kind: 'outline', asks: 'findings' },
  { command: 'reinstate', action: 'decide', kind: 'primary' },
  { command: 'reinspect', action: 'schedule', kind: 'outline' },
  { command: 'suspend', action: 'decide', kind: 'danger-text', danger: true, asks: 'reason' },
]

/** What the rules themselves would answer, asked before the button is pressed. */
function decisionOf(found: DepartmentView, command: StepCommand, step: Step): Decision<unknown, string> {
  const standard = standardFor(found.standardVersion)
  switch (command) {
    case 'submitSelfCheck':
      return decideSubmission(found, standard, step)
    case 'startInspection':
      return decideStart(found, step)
    case 'pass':
      return decidePass(found, standard, step)
    case 'requireRectification':
      return decideRectification(found, standard, step, { due: usualDue(step.today), dues: [] })
    case 'submitRectification':
      return decideReview(found, step)
    default:
      return { ok: true, value: undefined }
  }
}

export interface OfferedStep extends StepLine {
  /** The rule's reason why it cannot be taken now. */
  readonly refused?: string
}

/** The steps that the state and the person's rights leave open. */
export function stepsFor(
  found: DepartmentView,
  may: (action: string) => boolean,
  today: string,
): OfferedStep[] {
  const step: Step = { version: found.version, today, at: 0, by: '' }
  return stepLines
    .filter(({ command, action }) => next(acceptanceLifecycle, found.state, command) && may(action))
    .map((line) => {
      const decision = decisionOf(found, line.command, step)
      return decision.ok ? line : { ...line, refused: decision.reason }
    })
}
