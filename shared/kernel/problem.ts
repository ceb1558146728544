import * as z from 'zod'

/** One way to say no: the HTTP status and an English title for logs (RFC 9457). */
export interface ProblemKind {
  readonly status: 400 | 401 | 403 | 404 | 405 | 406 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 503
  readonly title: string
}
export type ProblemKinds<Reason extends string = string> = Readonly<Record<Reason, ProblemKind>>

/** What travels as `application/problem+json`. Extension members stay, so that pages can show the facts. */
export const problemDocument = z.looseObject({
  type: z.string(),
  status: z.int(),
  title: z.string(),
  issues: z
    .array(
      z.object({
        pointer: z.string(),
        code: z.string(),
        parameters: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
})
export type ProblemDocument = z.infer<typeof problemDocument>

export const problemType = (context: string, reason: string): string => `urn:problem:${context}:${reason}`

/** What any operation can answer, whatever its context: `urn:problem:http:<reason>`. */
export const httpProblems = {
  'malformed-json': { status: 400, title: 'The body is not well-formed JSON' },
  'invalid-request': { status: 422, title: 'A field is missing, of the wrong type or out of range' },
  'idempotency-key-missing': { status: 400, title: 'This operation needs an Idempotency-Key' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used with another body' },
  'sign-in-required': { status: 401, title: 'Sign in first' },
  'session-expired': { status: 401, title: 'The session has expired' },
  'cross-site': { status: 403, title: 'A cross-site request may not change anything' },
  forbidden: { status: 403, title: 'You may not do this' },
  'not-found': { status: 404, title: 'There is nothing here, or it is not yours to see' },
  'method-not-allowed': { status: 405, title: 'This path does not answer to this method' },
  'not-acceptable': { status: 406, title: 'The answer cannot be given in the format asked for' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'try-again': { status: 503, title: 'The store is busy; nothing was saved' },
} as const satisfies ProblemKinds
export type HttpReason = keyof typeof httpProblems
