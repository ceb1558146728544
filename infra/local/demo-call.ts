import { demoPeople, findDemoPerson } from './demo-people.ts'
import { openIssuerKeys, signToken } from './issuer/index.ts'

/** The API refused what the demo asked: the demo is out of step with it. */
export class DemoRefusal extends Error {
  readonly status: number
  readonly type: string

  constructor(request: string, status: number, type: string) {
    super(`${request}: ${status} ${type}`)
    this.name = 'DemoRefusal'
    this.status = status
    this.type = type
  }
}

/**
 * One call of the API as a demo person.
 * @throws DemoRefusal where the API refuses.
 */
export type Call = (
  person: string,
  method: string,
  path: string,
  body?: unknown,
  key?: string,
  // biome-ignore lint/suspicious/noExplicitAny: the caller knows what it asked for
) => Promise<any>

/** One request as a demo person, by whichever way: the person's id at the issuer comes first. */
export type Asking = (personId: string, path: string, init: RequestInit) => Promise<Response>

/** Tokens hold an hour: each person's is made once and renewed well before. */
const tokenMs = 30 * 60_000

/** Over HTTP with a bearer token of the local issuer, as another system does it. */
export async function demoCall(origin: string, dataDir: string): Promise<Call> {
  const keys = await openIssuerKeys(dataDir)
  const tokens = new Map<string, { text: string; until: number }>()

  async function tokenOf(personId: string): Promise<string> {
    const known = tokens.get(personId)
    if (known && known.until > Date.now()) return known.text
    const text = await signToken(keys, origin, personId)
    tokens.set(personId, { text, until: Date.now() + tokenMs })
    return text
  }

  return callBy(async (personId, path, init) => {
    const authorization = `Bearer ${await tokenOf(personId)}`
    return fetch(origin + path, { ...init, headers: { ...init.headers, authorization } })
  })
}

/** The calls of a demo by short id or name, over any way of asking. */
export function callBy(asking: Asking): Call {
  return async (person, method, path, body, key) => {
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const personId = personIdOf(person)
    const answer = await patiently(() => asking(personId, path, { method, headers, ...sent }))
    const text = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json') && text ? JSON.parse(text) : text
    if (answer.ok) return json
    throw new DemoRefusal(`${method} ${path}`, answer.status, (json as { type?: string }).type ?? '')
  }
}

function personIdOf(name: string): string {
  const person = findDemoPerson(name) ?? demoPeople.find(({ displayName }) => displayName === name)
  if (!person) throw new Error(`The demo has no ${name}`)
  return person.personId
}

/** The system may be busy or its engine restarting: 503 means that asking again is safe. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; ; tries++) {
    const answer = await ask()
    if (answer.status !== 503 || tries >= 10) return answer
    await answer.body?.cancel()
    await new Promise((resume) => setTimeout(resume, 300))
  }
}
