import type * as z from 'zod'
import { httpProblem } from './problem.ts'

/** RFC 6901: `/guardian/phone`. */
const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Only codes and limits go out, never what was sent: an ID number in a wrong field must not come back in an error. */
const safeParameters = ['minimum', 'maximum', 'format', 'expected', 'values', 'divisor'] as const

function parametersOf(issue: z.core.$ZodIssue): Record<string, unknown> | undefined {
  const all = issue as unknown as Record<string, unknown>
  const kept = safeParameters.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]] as const]))
  const keys = issue.code === 'unrecognized_keys' ? { keys: issue.keys.filter(looksLikeField) } : {}
  const parameters = { ...Object.fromEntries(kept), ...keys }
  return Object.keys(parameters).length > 0 ? parameters : undefined
}

/** What was sent as a member's name is repeated only where it can be no name or number of a person. */
const looksLikeField = (key: string): boolean => /^[a-z][A-Za-z]{0,30}$/.test(key)

/** A named rule of ours (`start-after-end`) travels as the issue's message; everything else as zod's code. */
function codeOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'custom' && /^[a-z][a-z0-9-]+$/.test(issue.message) ? issue.message : issue.code
}

/** @throws Problem `invalid-request` that names each field by pointer and each reason by code. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  part: 'params' | 'query' | 'body',
): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 50).map((issue) => {
    const parameters = parametersOf(issue)
    return {
      in: part,
      pointer: pointer(issue.path),
      code: codeOf(issue),
      ...(parameters ? { parameters } : {}),
    }
  })
  throw httpProblem('invalid-request', { issues })
}

/**
 * The body as JSON, beside the text that it came as: what is signed is read once, or the half of it that is left
 * unread keeps the other from ending. UTF-8 is checked before parsing: a half character must not slip in as U+FFFD
 * (RFC 8259 §8.1).
 * @throws Problem `unsupported-media-type`, `body-too-large` (limit in bytes) or `malformed-json`.
 */
export async function readJson(
  raw: globalThis.Request,
  limit: number,
): Promise<{ readonly text: string; readonly value: unknown }> {
  const mediaType = raw.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json'))
    throw httpProblem('unsupported-media-type')
  const bytes = await readWithin(raw, limit)
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { text, value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch {
    throw httpProblem('malformed-json')
  }
}

/** A body that says its length is read at once; one that does not, as a stream and no further than the limit. */
async function readWithin(raw: globalThis.Request, limit: number): Promise<Uint8Array> {
  const length = raw.headers.get('content-length')
  if (Number(length ?? 0) > limit) throw httpProblem('body-too-large', { limit })
  const bytes = length ? new Uint8Array(await raw.arrayBuffer()) : await readStream(raw, limit)
  if (bytes.byteLength > limit) throw httpProblem('body-too-large', { limit })
  return bytes
}

async function readStream(raw: globalThis.Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of raw.body ?? []) {
    size += chunk.byteLength
    if (size > limit) throw httpProblem('body-too-large', { limit })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
