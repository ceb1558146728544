/** Any failure of a call. The message is the problem's type, so that the page can always say it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  /** 0 where no answer came. */
  readonly status: number
  /** Extension members of the problem. */
  readonly facts: Readonly<Record<string, unknown>>

  constructor(type: string, status: number, facts: Readonly<Record<string, unknown>> = {}) {
    super(type)
    this.status = status
    this.facts = facts
  }

  get type(): string {
    return this.message
  }

  /** Nobody is signed in, or not any more. */
  get away(): boolean {
    return this.status === 401
  }

  /** Did the server decide? Where it did not, asking again must carry the same Idempotency-Key. */
  get decided(): boolean {
    return this.status >= 400 && this.status < 500 && !this.away
  }
}

export const networkLost = (): Refusal => new Refusal('urn:problem:network', 0)
export const unreadable = (status: number): Refusal => new Refusal('about:blank', status)

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads `application/problem+json` (RFC 9457); whatever else a failed answer holds is unreadable. */
export async function refusalIn(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => undefined)
  if (!isRecord(body) || typeof body['type'] !== 'string') return unreadable(response.status)
  return new Refusal(body['type'], response.status, body)
}
