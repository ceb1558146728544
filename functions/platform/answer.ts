import type { Context } from 'hono'
import type * as z from 'zod'
import { type Actor, abilityFor } from '#shared/access/index.ts'
import { idempotencyKey } from '#shared/kernel/ids.ts'
import { type Contract, type FileAnswer, isFileAnswer, type Operation } from '#shared/kernel/operation.ts'
import { parseInput, readJson } from './body.ts'
import { type Caller, identify } from './identify.ts'
import type { Platform } from './platform.ts'
import { httpProblem, Problem } from './problem.ts'
import { derivedId, fingerprintOf, type Handlers, type Request, request } from './request.ts'

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
  const { platform, contract, operation, handle } = served
  const caller = await identify(c, platform)
  allow(operation, caller?.actor)
  const made = creationOf(c, served, caller, await inputOf(c, operation))
  const outcome = await handle(made.request)
  if (outcome.ok) return respond(c, operation, outcome.value)
  const replayed = operation.creates ? await findAnswer(platform, contract.context, made) : undefined
  if (replayed !== undefined) return respond(c, operation, replayed)
  const status = contract.problems[outcome.reason]?.status ?? 409
  throw new Problem(contract.context, outcome.reason, status, outcome.facts)
}

function allow(operation: Operation, actor: Actor | undefined): void {
  if (operation.may === 'anyone') return
  if (!actor) throw httpProblem('sign-in-required')
  if (operation.may === 'signed-in') return
  const [action, subject] = operation.may
  if (!abilityFor(actor).can(action, subject)) throw httpProblem('forbidden')
}

interface RequestInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

async function inputOf(c: Context, { params, query, body, bodyLimit }: Operation): Promise<RequestInput> {
  return {
    params: parsed(params, c.req.param(), 'params'),
    query: parsed(query, c.req.query(), 'query'),
    body: body && parseInput(body, await readJson(c.req.raw, bodyLimit ?? defaultBodyLimit), 'body'),
  }
}

const parsed = (schema: z.ZodObject | undefined, input: unknown, part: 'params' | 'query'): unknown =>
  schema ? parseInput(schema, input, part) : undefined

interface Made {
  readonly request: Request
  readonly fingerprint: string | undefined
}

function creationOf(c: Context, served: Served, caller: Caller | undefined, input: RequestInput): Made {
  const actor = caller?.actor
  const { contract, name, operation, platform } = served
  const key = operation.creates ? keyOf(c) : undefined
  const fingerprint = key ? fingerprintOf(input) : undefined
  const parts = {
    ...input,
    context: contract.context,
    fingerprint,
    createdId: key ? derivedId(contract.context, name, actor?.personId ?? 'anyone', key) : '',
    ability: abilityFor(actor),
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
