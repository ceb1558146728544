import type { Platform } from '#functions/platform/platform.ts'
import { signedHeaders } from '#functions/platform/webhook.ts'
import type { Grant } from '#shared/access/index.ts'
import type { Contract, Operation } from '#shared/kernel/operation.ts'
import type { Apps } from '#test/support/apps.ts'
import { as, type Headers } from '#test/support/platform.ts'

/** What a request to an operation is made of; the path comes from the contract. */
export interface Given {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Of a system that signs what it sends. */
  readonly signedWith?: string
}

/** One request and what came of it. */
export interface Told {
  /** `scheduling.bookSlot` */
  readonly operation: string
  readonly who: string
  readonly url: string
  readonly status: number
  readonly requestId: string
  // biome-ignore lint/suspicious/noExplicitAny: a test states what it expects of the answer
  readonly body: any
  readonly headers: Headers
}

/** Every operation of the contracts by `context.name`, as the contracts list them. */
export const operationsOf = (contracts: readonly Contract[]): ReadonlyMap<string, Operation> =>
  new Map(
    contracts.flatMap(({ context, operations }) =>
      Object.entries(operations).map(([name, operation]) => [`${context}.${name}`, operation] as const),
    ),
  )

function urlOf(context: string, { path }: Operation, { params = {}, query }: Given): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? 'none'),
  )
  return `/api/${context}${filled}${query ? `?${new URLSearchParams(query)}` : ''}`
}

/** A person with a session; nobody has none. */
export async function signedIn(
  platform: Platform,
  who: string,
  grants: readonly Grant[] | undefined,
): Promise<Headers> {
  return grants ? as(platform, `person-${who}`, ...grants) : { 'content-type': 'application/json' }
}

/** Headers and body of a request. */
function sentBy(headers: Headers | undefined, { method, creates }: Operation, given: Given) {
  const body = given.body === undefined || method === 'GET' ? undefined : JSON.stringify(given.body)
  const { signedWith: key } = given
  return {
    headers: {
      ...headers,
      ...(creates ? { 'idempotency-key': crypto.randomUUID() } : {}),
      ...(key && body
        ? { 'content-type': 'application/json', ...signedHeaders(key, crypto.randomUUID(), Date.now(), body) }
        : {}),
    },
    ...(body === undefined ? {} : { body }),
  }
}

/** Asks operations by name as people by name, and keeps all that was asked and answered. */
export function openAsking({ contracts, request }: Pick<Apps, 'contracts' | 'request'>) {
  const operations = operationsOf(contracts)
  const people = new Map<string, Headers>()
  const told: Told[] = []

  async function ask(who: string, operation: string, given: Given = {}): Promise<Told> {
    const known = operations.get(operation)
    if (!known) throw new Error(`No contract has ${operation}`)
    const url = urlOf(operation.split('.')[0] ?? '', known, given)
    const response = await request(url, { method: known.method, ...sentBy(people.get(who), known, given) })
    const text = await response.text()
    const json = response.headers.get('content-type')?.includes('json') ?? false
    const one: Told = {
      operation,
      who,
      url,
      status: response.status,
      requestId: response.headers.get('x-request-id') ?? '',
      body: json ? JSON.parse(text) : text,
      headers: Object.fromEntries(response.headers),
    }
    told.push(one)
    return one
  }

  return { people, told, ask }
}
