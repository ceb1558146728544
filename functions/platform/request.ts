import { hash } from 'node:crypto'
import { type Ability, type Actor, mayDo } from '#shared/access/index.ts'
import type { BodyOf, Operation, OutcomeOf, ParamsOf, QueryOf } from '#shared/kernel/operation.ts'
import type { Ahead } from './grants.ts'
import { type Act, type Entry, newEntry, toBase32 } from './journal.ts'
import { httpProblem } from './problem.ts'
import type { Found } from './read-together.ts'

/** What a handler gets: parsed input, who asks, and the clock and ids it may use. */
export interface Request<O extends Operation = Operation> {
  readonly params: ParamsOf<O>
  readonly query: QueryOf<O>
  readonly body: BodyOf<O>
  /** Absent only in operations that anyone may ask. */
  readonly actor: Actor | undefined
  /** When the caller's session or token ends, in milliseconds; absent where nobody is signed in. */
  readonly expiresAt: number | undefined
  readonly ability: Ability
  /** Milliseconds since the epoch, one instant for the whole request. */
  readonly now: number
  readonly requestId: string
  /** Of a creating operation: the id that its Idempotency-Key stands for; 24 characters. */
  readonly createdId: string
  /** Of a signed operation: the body as it came, and its headers. */
  readonly sent?: Sent | undefined
  /** What `ahead` asked for, by its names; fresh. */
  readonly found: Readonly<Record<string, unknown>>
  /** The journal entry of an act by this person in this request. */
  entry(act: Act): Entry
  /** @throws Problem `forbidden` or, where even knowing is too much, `not-found`. */
  require(
    action: string,
    kind: string,
    about: Record<string, unknown>,
    otherwise?: 'forbidden' | 'not-found',
  ): void
}

export interface Sent {
  readonly text: string
  readonly headers: Headers
}

type Input<O extends Operation> = Pick<Request<O>, 'params' | 'query' | 'body'>

export interface Handler<O extends Operation> {
  (request: Request<O>): Promise<OutcomeOf<O>>
  /** What it will decide on, as far as the input alone says it; see `readingAhead`. */
  readonly ahead?: (input: Input<O>) => Ahead | undefined
}

/**
 * A handler whose items are read in the same call as the grants of who asks: one journey to the store instead of two.
 * It gets what was found only after the caller is known and may ask at all.
 */
export const readingAhead = <O extends Operation, const Parts extends Ahead>(
  ahead: (input: Input<O>) => Parts | undefined,
  handle: (request: Request<O>, found: Found<Parts>) => Promise<OutcomeOf<O>>,
): Handler<O> =>
  Object.assign((request: Request<O>) => handle(request, request.found as Found<Parts>), { ahead })
export type Handlers<Ops extends Readonly<Record<string, Operation>>> = {
  readonly [K in keyof Ops]: Handler<Ops[K]>
}

/** 120 bits of a hash over who asked, for what and with which key: a replay meets what it made, nobody else's can. */
export const derivedId = (context: string, operation: string, personId: string, key: string): string => {
  const digest = hash('sha256', [context, operation, personId, key].join('\u0000'), 'hex')
  return toBase32(BigInt(`0x${digest.slice(0, 30)}`), 24)
}

/** Tells a replay from another request under the same key: 96 bits of a hash over the parsed input. */
export const fingerprintOf = (input: unknown): string =>
  hash('sha256', JSON.stringify(input) ?? '', 'base64url').slice(0, 16)

interface Parts<O extends Operation> extends Omit<Request<O>, 'entry' | 'require'> {
  readonly context: string
  readonly fingerprint: string | undefined
}

export function request<O extends Operation>({ context, fingerprint, ...parts }: Parts<O>): Request<O> {
  const personId = parts.actor?.personId ?? 'anyone'
  const acting = { context, personId, at: parts.now, requestId: parts.requestId, fingerprint }
  return {
    ...parts,
    entry: (act) => newEntry(acting, act),
    require(action, kind, about, otherwise = 'not-found') {
      if (!mayDo(parts.ability, action, kind, about)) throw httpProblem(otherwise)
    },
  }
}
