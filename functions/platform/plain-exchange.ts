import type { Dispatcher } from 'undici'
import type { Answer, Exchange, OutgoingHeaders } from './exchange.ts'
import { lost } from './store-error.ts'

/**
 * Over plain HTTP, to an engine of our own: undici takes half as much of the processor for a call as Node's client
 * (decision 0014). It is loaded here alone: the functions in the cloud speak TLS and do not carry it.
 */
export function plainExchange({ origin }: URL, timeoutMs: number): Exchange {
  const timeouts = { connectTimeout: timeoutMs, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
  let opening: Promise<Dispatcher> | undefined
  const open = async (): Promise<Dispatcher> => {
    const { Pool } = await import('undici')
    return new Pool(origin, { connections: 128, ...timeouts })
  }
  return async (headers, body) => {
    opening ??= open()
    return exchange(await opening, headers, body)
  }
}

const exchange = (pool: Dispatcher, headers: OutgoingHeaders, body: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    let status = 0
    const chunks: Buffer[] = []
    pool.dispatch(
      { path: '/', method: 'POST', headers: pairs(headers), body },
      {
        onRequestStart() {},
        onResponseStart(_, code) {
          status = code
        },
        onResponseData(_, chunk) {
          chunks.push(chunk)
        },
        onResponseEnd() {
          resolve({ status, text: textOf(chunks) })
        },
        onResponseError() {
          reject(lost())
        },
      },
    )
  })

const pairs = (headers: OutgoingHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** Nearly every answer comes in one piece. */
const textOf = (chunks: readonly Buffer[]): string =>
  (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)).toString('utf8')
