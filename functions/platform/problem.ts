import { type HttpReason, httpProblems, type ProblemDocument, problemType } from '#shared/kernel/problem.ts'

/** A refusal on its way out; renders as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly context: string
  readonly reason: string
  readonly status: number
  readonly facts: Readonly<Record<string, unknown>>

  constructor(
    context: string,
    reason: string,
    status: number,
    facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(problemType(context, reason))
    this.name = 'Problem'
    this.context = context
    this.reason = reason
    this.status = status
    this.facts = facts
  }

  document(title: string): ProblemDocument {
    return { ...this.facts, type: this.message, status: this.status, title }
  }
}

/** One of the refusals that every context shares. */
export const httpProblem = (reason: HttpReason, facts?: Readonly<Record<string, unknown>>): Problem =>
  new Problem('http', reason, httpProblems[reason].status, facts)
