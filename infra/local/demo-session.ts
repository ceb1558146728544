import { readFile } from 'node:fs/promises'
import { load } from './application.ts'
import { type Asking, type Call, callBy } from './demo-call.ts'

interface KeysModule {
  deriveKeys(root: string): { readonly session: Uint8Array }
}
interface SessionModule {
  sessionCookie(origin: string): string
  sessionSeal(key: Uint8Array): {
    seal(session: { personId: string; since: number; expiresAt: number }): Promise<string>
  }
}

export interface InsideParts {
  readonly origin: string
  /** The root key's file: sessions are sealed with what is derived from it. */
  readonly keysFile: string
  /** The gateway of the contexts, in this process. */
  readonly dispatch: (request: Request, bindings: object) => Response | Promise<Response>
}

/** Long enough for the slowest machine's first start. */
const sessionMs = 3_600_000

/**
 * The API as the pages ask it, by session and without the sockets between: the same requests over HTTP took half as
 * much processor time again, and a first start makes two thousand of them.
 */
export async function callInside({ origin, keysFile, dispatch }: InsideParts): Promise<Call> {
  const { deriveKeys } = await load<KeysModule>('functions/platform/keys.ts')
  const { sessionCookie, sessionSeal } = await load<SessionModule>('functions/platform/session.ts')
  const { seal } = sessionSeal(deriveKeys((await readFile(keysFile, 'utf8')).trim()).session)
  const cookies = new Map<string, Promise<string>>()

  const cookieOf = (personId: string): Promise<string> => {
    const since = Date.now()
    const known = cookies.get(personId) ?? seal({ personId, since, expiresAt: since + sessionMs })
    cookies.set(personId, known)
    return known
  }

  const asking: Asking = async (personId, path, init) => {
    const cookie = `${sessionCookie(origin)}=${await cookieOf(personId)}`
    const headers = { ...init.headers, cookie, 'sec-fetch-site': 'same-origin' }
    return dispatch(new Request(origin + path, { ...init, headers }), {})
  }
  return callBy(asking)
}
