import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { RunningSystem } from '#test/support/system.ts'
import { DemoRefusal } from '../../infra/local/demo-call.ts'

/** What a client knows of a booking that it asked for. */
export interface Asked {
  readonly key: string
  readonly slotId: string
  readonly patientId: string
  /** Acknowledged with this id; absent where the answer was lost or it was refused. */
  appointmentId?: string
  refused?: string
  /** The client does not know what became of it: no answer, or one that says so. */
  unknown?: boolean
  /** `asked` where the answer to the cancellation was lost. */
  cancelled?: 'acknowledged' | 'asked'
}

export interface Target {
  /** Replaced when the system is started again. */
  system: RunningSystem
  readonly slotIds: readonly string[]
  readonly patientIds: readonly string[]
}

const desk = 'li-min'
const pick = <Value>(values: readonly Value[]): Value => values[randomInt(values.length)] as Value
const outcome = (error: unknown): string | undefined =>
  error instanceof DemoRefusal && error.status !== 503 && error.status < 500 ? error.type : undefined

/** Books, or asks again for what was asked under the same key. */
export async function book({ system }: Pick<Target, 'system'>, asked: Asked): Promise<void> {
  const { key, slotId, patientId } = asked
  try {
    const answer = await system.call(
      desk,
      'POST',
      `/api/scheduling/slots/${slotId}/appointment`,
      { patientId, visit: 'return' },
      key,
    )
    asked.appointmentId = answer.appointmentId
    asked.unknown = false
  } catch (error) {
    const refused = outcome(error)
    if (refused) Object.assign(asked, { refused, unknown: false })
    else asked.unknown = true
  }
}

/** Who gets no answer waits a moment, as people do; else a server that is down is asked thousands of times. */
async function patientlyBook(target: Target, asked: Asked): Promise<void> {
  await book(target, asked)
  if (asked.unknown) await delay(100)
}

/** Cancels what was acknowledged. */
export async function cancel({ system }: Pick<Target, 'system'>, asked: Asked): Promise<void> {
  asked.cancelled = 'asked'
  const body = { appointmentId: asked.appointmentId, reason: 'patient-wish' }
  try {
    await system.call(desk, 'POST', `/api/scheduling/slots/${asked.slotId}/cancellation`, body)
    asked.cancelled = 'acknowledged'
  } catch {
    await delay(100)
  }
}

/** Clients that book, cancel and ask again for what they got no answer to, until `stop`; each does one thing at a time. */
export function underLoad(
  target: Target,
  clients: number,
): { readonly asked: Asked[]; stop(): Promise<void> } {
  const asked: Asked[] = []
  let going = true
  const work = async (): Promise<void> => {
    const mine: Asked[] = []
    while (going) {
      const held = mine.filter((one) => one.appointmentId && !one.cancelled)
      const doubtful = mine.filter(({ unknown }) => unknown)
      if (held.length > 0 && randomInt(4) === 0) await cancel(target, pick(held))
      else if (doubtful.length > 0 && randomInt(2) === 0) await patientlyBook(target, pick(doubtful))
      else {
        const [slotId, patientId] = [pick(target.slotIds), pick(target.patientIds)]
        const next: Asked = { key: randomUUID(), slotId, patientId }
        mine.push(next)
        asked.push(next)
        await patientlyBook(target, next)
      }
    }
  }
  const working = Promise.all(Array.from({ length: clients }, work))
  return {
    asked,
    async stop() {
      going = false
      await working
    },
  }
}
