import {
  type AnswerOf,
  type BodyOf,
  type Contract,
  isFileAnswer,
  type Operation,
  type Operations,
  type ParamsOf,
  type QueryOf,
} from '#shared/kernel/operation.ts'
import {
  ApiProblem,
  isAway,
  isDecided,
  mayTryAgain,
  networkLost,
  problemIn,
  unreadable,
} from './api-problem.ts'
import { keptKeys } from './idempotency.ts'
import { signInAgain } from './sign-in.ts'

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? unknown
  : { readonly [N in Name]: Value }

/** What a call needs: the parts that its operation declares. */
export type Target<O extends Operation> = Part<'params', ParamsOf<O>> & Part<'query', QueryOf<O>>
export interface CallOptions {
  /** Only where a page must choose it; creating calls get one by themselves. */
  readonly idempotencyKey?: string
  /** The version that the page has seen, for `If-Match`. */
  readonly ifMatch?: string
  readonly signal?: AbortSignal
}
export type CallInput<O extends Operation> = Target<O> & Part<'body', BodyOf<O>> & CallOptions

type Arguments<Input> = Record<never, never> extends Input ? [input?: Input] : [input: Input]
type FileNames<Ops extends Operations> = {
  [N in keyof Ops]: Ops[N]['answer'] extends { readonly mediaType: string } ? N : never
}[keyof Ops]

export type Calls<Ops extends Operations> = {
  readonly [N in Exclude<keyof Ops, FileNames<Ops>>]: (
    ...input: Arguments<CallInput<Ops[N]>>
  ) => Promise<AnswerOf<Ops[N]>>
} & {
  /** The address of an operation, for links and downloads; the cookie signs the person in. */
  readonly url: <N extends keyof Ops>(name: N, ...input: Arguments<Target<Ops[N]>>) => string
}

interface LooseInput extends CallOptions {
  readonly params?: Record<string, unknown>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
}

const timeoutMs = 20_000
const pausesMs = [200, 600]

/** The calls of a context, made from its contract. Same-origin cookie only: no token ever reaches the page. */
export function client<Ops extends Operations>(contract: Contract<Ops>): Calls<Ops> {
  const calls = Object.entries(contract.operations)
    .filter(([, operation]) => !isFileAnswer(operation.answer))
    .map(([name, operation]) => [name, (input: LooseInput = {}) => call(contract.context, operation, input)])
  const url = (name: string, input: LooseInput = {}): string => {
    const operation = contract.operations[name]
    if (!operation) throw new TypeError(`${contract.context} has no operation ${name}`)
    return addressOf(contract.context, operation, input)
  }
  return { ...Object.fromEntries(calls), url }
}

function addressOf(context: string, operation: Operation, { params = {}, query = {} }: LooseInput): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) search.append(name, String(one))
  }
  return `/api/${context}${path}${search.size > 0 ? `?${search}` : ''}`
}

async function call(context: string, operation: Operation, input: LooseInput): Promise<unknown> {
  const address = addressOf(context, operation, input)
  const purpose = `${operation.method} ${address} ${JSON.stringify(input.body)}`
  const key = operation.creates ? (input.idempotencyKey ?? keptKeys.keyFor(purpose)) : undefined
  try {
    const answer = await withPatience(() => exchange(address, operation, input, key))
    keptKeys.forget(purpose)
    return answer
  } catch (problem) {
    if (problem instanceof ApiProblem && isDecided(problem)) keptKeys.forget(purpose)
    throw problem
  }
}

/** Repeats what a busy store refused, and what a person who was away asked for once they are signed in again. */
async function withPatience<Answer>(attempt: () => Promise<Answer>, pauses = pausesMs): Promise<Answer> {
  try {
    return await attempt()
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem
    const [pause, ...rest] = pauses
    if (mayTryAgain(problem) && pause !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, pause))
      return withPatience(attempt, rest)
    }
    if (isAway(problem) && (await signInAgain())) return attempt()
    throw problem
  }
}

async function exchange(
  address: string,
  operation: Operation,
  input: LooseInput,
  key?: string,
): Promise<unknown> {
  const response = await fetch(address, requestOf(operation, input, key)).catch((reason: unknown) => {
    throw input.signal?.aborted ? reason : networkLost()
  })
  if (!response.ok) throw await problemIn(response)
  if (isFileAnswer(operation.answer)) return response.blob()
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = operation.answer.safeParse(body)
  if (!parsed.success) throw unreadable(response.status)
  return parsed.data
}

function requestOf({ method }: Operation, { body, ifMatch, signal }: LooseInput, key?: string): RequestInit {
  const timeout = AbortSignal.timeout(timeoutMs)
  return {
    method,
    credentials: 'same-origin',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
}
