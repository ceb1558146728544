import type * as z from 'zod'
import type { Decision } from './decision.ts'
import type { ProblemKinds } from './problem.ts'

export type Schema = z.ZodType

/** Who may: anyone, anyone signed in, or who is able to `[action]` some `[subject]` (shared/access). */
export type May = 'anyone' | 'signed-in' | readonly [action: string, subject: string]

/**
 * One thing a context answers to. Routes, validation, OpenAPI, the pages' calls and the authorization test are
 * made from it.
 */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api/<context>`, parameters in braces: `/slots/{slotId}/appointment`. */
  readonly path: string
  /** One English line for the OpenAPI document. */
  readonly summary: string
  readonly may: May
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: Schema
  /** The body's limit in bytes; 64 KiB where it is not said. */
  readonly bodyLimit?: number
  /** The schema of the JSON answer, or a media type for a file. */
  readonly answer: Schema | { readonly mediaType: string }
  /** 200 unless the operation creates (201). */
  readonly creates?: true
  /** Another system signs what it sends: the handler gets the bytes and headers to check it by. */
  readonly signed?: true
  /** Reasons of this context's problems that it can answer. */
  readonly refusals?: readonly string[]
}
export type Operations = Readonly<Record<string, Operation>>

/** A file as an answer: its bytes or text, with the name that a browser saves it under. */
export interface FileAnswer {
  readonly content: string | Uint8Array<ArrayBuffer>
  readonly fileName?: string
}

type Input<S> = S extends Schema ? z.output<S> : undefined
export type ParamsOf<O extends Operation> = Input<O['params']>
export type QueryOf<O extends Operation> = Input<O['query']>
export type BodyOf<O extends Operation> = Input<O['body']>
export type AnswerOf<O extends Operation> = O['answer'] extends Schema ? z.output<O['answer']> : FileAnswer
export type RefusalsOf<O extends Operation> = O['refusals'] extends readonly (infer R extends string)[]
  ? R
  : never

/** What a handler may answer: the promised value or one of the declared refusals. */
export type OutcomeOf<O extends Operation> = Decision<
  O['answer'] extends Schema ? z.input<O['answer']> : FileAnswer,
  RefusalsOf<O>
>

/** A context's contract: its name, all it answers to, and every way it can say no. */
export interface Contract<Ops extends Operations = Operations> {
  readonly context: string
  readonly operations: Ops
  readonly problems: ProblemKinds
}

export const contract = <const Ops extends Operations, const Kinds extends ProblemKinds>(
  context: string,
  operations: Ops & { readonly [K in keyof Ops]: { readonly refusals?: readonly (keyof Kinds)[] } },
  problems: Kinds,
): { readonly context: string; readonly operations: Ops; readonly problems: Kinds } => ({
  context,
  operations,
  problems,
})

/** Does the answer come as a file instead of JSON? */
export const isFileAnswer = (answer: Operation['answer']): answer is { readonly mediaType: string } =>
  'mediaType' in answer
