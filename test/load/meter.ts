import type { Fault } from '#functions/platform/table.ts'

export interface Metered {
  /** Most write units that any partition took within one second of the run, refused attempts included. */
  readonly hottestPartition: number
  readonly writeUnits: number
  readonly transactions: number
}

interface Sent {
  readonly at: number
  readonly partition: string
  readonly units: number
}

interface Transaction {
  readonly TransactItems?: readonly Readonly<Record<string, { Item?: Keyed; Key?: Keyed }>>[]
}
type Keyed = Readonly<Record<string, { S?: string }>>

/** DynamoDB charges a transaction two units per item and kilobyte, whether its condition holds or not. */
const unitsOf = (item: unknown): number => 2 * Math.max(1, Math.ceil(JSON.stringify(item).length / 1024))

/** Sits in the way of every call and counts what each partition is asked to write, second by second. */
export function meterOf() {
  let sent: Sent[] = []
  const byPatient = new Map<string, number>()
  const fault: Fault = (command, input, send) => {
    if (command === 'TransactWriteItemsCommand') count(input as Transaction)
    return send()
  }

  function count({ TransactItems = [] }: Transaction): void {
    const at = performance.now()
    for (const part of TransactItems) {
      const [operation] = Object.values(part)
      const partition = (operation?.Item ?? operation?.Key)?.['pk']?.S ?? ''
      sent.push({ at, partition, units: unitsOf(operation?.Item ?? operation) })
      const patient = partition.match(/patient#(p-\d+)/)?.[1]
      if (patient) byPatient.set(patient, (byPatient.get(patient) ?? 0) + 1)
    }
  }

  return {
    fault,
    begin(): void {
      sent = []
      byPatient.clear()
    },
    /** Booking transactions sent in this patient's name. */
    writesOf: (patientId: string): number => byPatient.get(patientId) ?? 0,
    end(): Metered {
      return {
        hottestPartition: Math.max(0, ...busiest(sent).values()),
        writeUnits: sent.reduce((sum, { units }) => sum + units, 0),
        transactions: new Set(sent.map(({ at }) => at)).size,
      }
    },
  }
}
export type Meter = ReturnType<typeof meterOf>

/** By partition, the most units within any second that begins with a write. */
function busiest(sent: readonly Sent[]): Map<string, number> {
  const most = new Map<string, number>()
  for (const [partition, writes] of Map.groupBy(sent, (one) => one.partition)) {
    let sum = 0
    let first = 0
    for (const write of writes) {
      sum += write.units
      while ((writes[first]?.at ?? 0) <= write.at - 1000) sum -= writes[first++]?.units ?? 0
      most.set(partition, Math.max(most.get(partition) ?? 0, sum))
    }
  }
  return most
}
