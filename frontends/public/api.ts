import { idempotencyKeys } from '#frontends/kit/session/idempotency.ts'
import type { OwnRecord } from '#shared/patients/index.ts'
import type { Appointment, BookingRequest } from '#shared/scheduling/index.ts'
import { operations, type Route } from './operations.ts'
import { isRecord, networkLost, Refusal, refusalIn, unreadable } from './refusal.ts'

interface Asked<Answer> {
  readonly route: Route
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Hand-written: a schema library weighs a third of what this page may weigh. */
  readonly reads: (value: unknown) => value is Answer
}

const timeoutMs = 20_000
const pausesMs = [250, 700]
const keys = idempotencyKeys(() => crypto.randomUUID())

/** Where an operation answers, its parameters filled in. */
export const addressOf = ({ path }: Route, params: Readonly<Record<string, string>> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** Asks; what a busy store refused is asked again, what was lost on the way may be asked again by the person. */
export async function ask<Answer>(asked: Asked<Answer>, pauses = pausesMs): Promise<Answer> {
  const purpose = JSON.stringify([asked.route.path, asked.params, asked.body])
  try {
    const answer = await exchange(asked, asked.route.creates ? keys.keyFor(purpose) : undefined)
    keys.forget(purpose)
    return answer
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    if (problem.decided) keys.forget(purpose)
    const [pause, ...rest] = pauses
    if (problem.status !== 503 || pause === undefined) throw problem
    await new Promise((resolve) => setTimeout(resolve, pause))
    return ask(asked, rest)
  }
}

async function exchange<Answer>(
  { route, params, query, body, reads }: Asked<Answer>,
  key?: string,
): Promise<Answer> {
  const search = query ? `?${new URLSearchParams(query)}` : ''
  const response = await fetch(addressOf(route, params) + search, {
    method: route.method,
    credentials: 'same-origin',
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw networkLost()
  })
  if (!response.ok) throw await refusalIn(response)
  const answer: unknown = await response.json().catch(() => undefined)
  if (!reads(answer)) throw unreadable(response.status)
  return answer
}

export const isAppointment = (value: unknown): value is Appointment =>
  isRecord(value) &&
  ['appointmentId', 'slotId', 'sessionId', 'siteId', 'siteName', 'date', 'state', 'code'].every(
    (name) => typeof value[name] === 'string',
  ) &&
  isRecord(value['time']) &&
  typeof value['number'] === 'number'

const holdsAppointments = (value: unknown): value is { appointments: Appointment[] } =>
  isRecord(value) && Array.isArray(value['appointments']) && value['appointments'].every(isAppointment)

const isOwnRecord = (value: unknown): value is OwnRecord =>
  isRecord(value) && typeof value['patientId'] === 'string' && typeof value['nameMasked'] === 'string'

const holdsRecords = (value: unknown): value is { records: OwnRecord[] } =>
  isRecord(value) && Array.isArray(value['records']) && value['records'].every(isOwnRecord)

/** The person's own record and their wards'. */
export const listMine = async (): Promise<OwnRecord[]> =>
  (await ask({ route: operations.listMine, reads: holdsRecords })).records

/** Latest first. */
export const listAppointments = async (patientId: string): Promise<Appointment[]> =>
  (await ask({ route: operations.listAppointments, params: { patientId }, reads: holdsAppointments }))
    .appointments

export const bookSlot = (slotId: string, body: BookingRequest): Promise<Appointment> =>
  ask({ route: operations.bookSlot, params: { slotId }, body, reads: isAppointment })

export const moveAppointment = (
  from: Pick<Appointment, 'slotId' | 'appointmentId'>,
  toSlotId: string,
): Promise<Appointment> =>
  ask({
    route: operations.moveAppointment,
    params: { slotId: from.slotId },
    body: { appointmentId: from.appointmentId, toSlotId },
    reads: isAppointment,
  })

const isKept = (value: unknown): value is { until: number } =>
  isRecord(value) && typeof value['until'] === 'number'

/** Keeps a number while the form is filled in; until when, in milliseconds since the epoch. */
export const holdSlot = async (slotId: string, patientId: string): Promise<number> =>
  (await ask({ route: operations.holdSlot, params: { slotId }, body: { patientId }, reads: isKept })).until

/** Gives a kept number back. Nobody waits for it: where it does not arrive, the hold runs out. */
export function releaseHold(slotId: string): void {
  const { method } = operations.releaseHold
  fetch(addressOf(operations.releaseHold, { slotId }), { method, keepalive: true }).catch(() => undefined)
}
