import type { Context } from 'hono'
import type * as z from 'zod'
import { type Ability, type Actor, abilityFor } from '#shared/access/index.ts'
import { idempotencyKey } from '#shared/kernel/ids.ts'
import { type Contract, type FileAnswer, isFileAnswer, type Operation } from '#shared/kernel/operation.ts'
import { parseInput, readJson } from './body.ts'
import { type Caller, callerOf, signedInBy } from './identify.ts'
import type { Platform } from './platform.ts'
import { httpProblem, Problem } from './problem.ts'
import { derivedId, fingerprintOf, type Handlers, type Request, request, type Sent } from './request.ts'

export type AnyHandler = Handlers<Readonly<Record<string, Operation>>>[string]

/** An operation in its place: which contract's, under which name, and who answers. */
export interface Served {
  readonly platform: Platform
  readonly contract: Contract
  readonly name: string
  readonly operation: Operation
  readonly handle: AnyHandler
}

const defaultBodyLimit = 64 * 1024

/** Identify – allow – parse – handle – answer: the way of every request. */
export async function answer(c: Context, served: Served): Promise<Response> {
  const { contract, operation, platform, handle } = served
  const made = creationOf(c, served, await arrive(c, served))
  const outcome = await handle(made.request)
  if (outcome.ok) return respond(c, operation, outcome.value)
  const replayed = operation.creates ? await findAnswer(platform, contract.context, made) : undefined
  if (replayed !== undefined) return respond(c, operation, replayed)
  const status = contract.problems[outcome.reason]?.status ?? 409
  throw new Problem(contract.context, outcome.reason, status, outcome.facts)
}

interface Arrived {
  readonly caller: Caller | undefined
  readonly ability: Ability
  readonly input: RequestInput
  readonly found: Readonly<Record<string, unknown>>
}

/** Who may not ask at all is told so before anything is said about what they sent. */
async function arrive(c: Context, { platform, operation, handle }: Served): Promise<Arrived> {
  const signedIn = await signedInBy(c, platform)
  if (!signedIn) {
    const ability = allow(operation, undefined)
    return { caller: undefined, ability, input: await inputOf(c, operation), found: {} }
  }
  const [sent] = await Promise.allSettled([inputOf(c, operation)])
  const ahead = sent.status === 'fulfilled' ? handle.ahead?.(sent.value as Request) : undefined
  const { held, found } = ahead
    ? await platform.grants.findWith(signedIn.personId, ahead)
    : { held: await platform.grants.find(signedIn.personId), found: {} }
  const caller = callerOf(signedIn, held, platform)
  const ability = allow(operation, caller.actor)
  if (sent.status === 'rejected') throw sent.reason
  return { caller, ability, input: sent.value, found }
}

/** What the caller may, if it is enough to ask at all. */
function allow(operation: Operation, actor: Actor | undefined): Ability {
  const ability = abilityFor(actor)
  if (operation.may === 'anyone') return ability
  if (!actor) throw httpProblem('sign-in-required')
  if (operation.may === 'signed-in') return ability
  const [action, subject] = operation.may
  if (!ability.can(action, subject)) throw httpProblem('forbidden')
  return ability
}

interface RequestInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly sent?: Sent
}

async function inputOf(c: Context, operation: Operation): Promise<RequestInput> {
  const { params, query, body } = operation
  const input = {
    params: parsed(params, c.req.param(), 'params'),
    query: parsed(query, c.req.query(), 'query'),
    body: undefined,
  }
  if (!body) return input
  const { text, value } = await readJson(c.req.raw, operation.bodyLimit ?? defaultBodyLimit)
  const read = { ...input, body: parseInput(body, value, 'body') }
  return operation.signed ? { ...read, sent: { text, headers: c.req.raw.headers } } : read
}

const parsed = (schema: z.ZodObject | undefined, input: unknown, part: 'params' | 'query'): unknown =>
  schema ? parseInput(schema, input, part) : undefined

interface Made {
  readonly request: Request
  readonly fingerprint: string | undefined
}

function creationOf(c: Context, served: Served, { caller, ability, input, found }: Arrived): Made {
  const actor = caller?.actor
  const { contract, name, operation, platform } = served
  const key = operation.creates ? keyOf(c) : undefined
  const fingerprint = key ? fingerprintOf(input) : undefined
  const parts = {
    ...input,
    found,
    context: contract.context,
    fingerprint,
    createdId: key ? derivedId(contract.context, name, actor?.personId ?? 'anyone', key) : '',
    ability,
    actor,
    expiresAt: caller?.expiresAt,
    now: platform.now(),
    requestId: c.get('requestId'),
  }
  return { request: request(parts as Parameters<typeof request>[0]), fingerprint }
}

function keyOf(c: Context): string {
  const key = idempotencyKey.safeParse(c.req.header('idempotency-key'))
  if (!key.success) throw httpProblem('idempotency-key-missing')
  return key.data
}

/** A creation that was refused may be a replay: then the first answer is given again, whatever has happened since. */
async function findAnswer(
  platform: Platform,
  context: string,
  { request, fingerprint }: Made,
): Promise<unknown> {
  const creation = await platform.journal.findCreation(context, request.createdId)
  if (!creation) return undefined
  if (creation.fingerprint !== fingerprint) throw httpProblem('idempotency-key-reused')
  return JSON.parse(creation.answer ?? 'null')
}

function respond(c: Context, operation: Operation, value: unknown): Response {
  if (isFileAnswer(operation.answer)) return file(c, operation.answer.mediaType, value as FileAnswer)
  return c.json(operation.answer.parse(value) as object, operation.creates ? 201 : 200)
}

function file(c: Context, mediaType: string, { content, fileName }: FileAnswer): Response {
  const disposition = fileName ? `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}` : 'inline'
  const headers = { 'content-type': mediaType, 'content-disposition': disposition }
  return typeof content === 'string' ? c.body(content, 200, headers) : c.body(content, 200, headers)
}
