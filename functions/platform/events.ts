import type { Entry } from './journal.ts'
import type { Log } from './log.ts'

/** A journal entry as listeners get it: what happened, to what, by whom. */
export interface Delivered {
  readonly context: string
  readonly act: string
  readonly aggregateId: string
  readonly entryId: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly personId: string
  readonly bodyId?: string
  readonly basis: string
  readonly patientIds: readonly string[]
  readonly data: unknown
  readonly order: string
}

/**
 * What a context listens to: `patients/patient-registered`, or `*` for everything. Delivery is at least once and may
 * come in another order: each listener must be idempotent and must not let an older event overwrite a newer.
 */
export type Consumers = Readonly<Record<string, (event: Delivered) => Promise<void>>>

export const deliveredFrom = (entry: Entry): Delivered => ({
  context: entry.context,
  act: entry.act,
  aggregateId: entry.aggregateId,
  entryId: entry.entryId,
  at: entry.at,
  personId: entry.personId,
  basis: entry.basis,
  patientIds: entry.patientIds ?? [],
  data: entry.data === undefined ? undefined : JSON.parse(entry.data),
  order: entry.order,
  ...(entry.bodyId === undefined ? {} : { bodyId: entry.bodyId }),
})

/** Gives one event to the listeners that ask for it. @throws what a listener throws: the carrier tries again. */
export async function consume(consumers: Consumers, event: Delivered): Promise<void> {
  await consumers[`${event.context}/${event.act}`]?.(event)
  await consumers['*']?.(event)
}

/** Tries a delivery again after 50, 200 and 800 ms; what still fails is logged by name and handed to `giveUp`. */
export async function deliver(
  consumers: Consumers,
  event: Delivered,
  log: Log,
  giveUp: (event: Delivered) => Promise<void>,
): Promise<void> {
  for (const pause of [50, 200, 800, undefined]) {
    try {
      return await consume(consumers, event)
    } catch (error) {
      if (pause === undefined) {
        log.error(
          { event: `${event.context}/${event.act}`, error: (error as Error).name },
          'delivery given up',
        )
        return giveUp(event)
      }
      await new Promise((resume) => setTimeout(resume, pause))
    }
  }
}
