import type { Consumed } from '#functions/platform/table.ts'

interface Keyed {
  readonly pk?: { readonly S?: string }
}
interface Body {
  readonly Key?: Keyed
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>
  readonly TransactItems?: readonly Readonly<Record<string, { Item?: Keyed; Key?: Keyed }>>[]
}

/** DynamoDB charges a transaction two units per item and kilobyte. */
const unitsOf = (item: unknown): number => 2 * Math.max(1, Math.ceil(JSON.stringify(item).length / 1024))

/** What the table was asked for, in all and by the second of the simulated clock. */
export function openUnits(now: () => number) {
  const total: Consumed = { readUnits: 0, writeUnits: 0, calls: 0 }
  const bySecond = new Map<string, number>()
  return {
    total,
    onConsumed(command: string, units: Consumed, input: unknown): void {
      total.readUnits += units.readUnits
      total.writeUnits += units.writeUnits
      total.calls += units.calls
      if (command !== 'TransactWriteItemsCommand') return
      for (const part of (input as Body).TransactItems ?? []) {
        const [operation] = Object.values(part)
        const partition = (operation?.Item ?? operation?.Key)?.pk?.S ?? ''
        const key = `${Math.floor(now() / 1000)} ${partition}`
        bySecond.set(key, (bySecond.get(key) ?? 0) + unitsOf(operation?.Item ?? operation))
      }
    },
    /** From here on seconds are counted; answers with what was taken before. */
    begin(): Consumed {
      bySecond.clear()
      return { ...total }
    },
    /** Most write units that one partition took in one second, and which one that was. */
    hottest(): { readonly partition: string; readonly units: number } {
      let [key, units] = ['', 0]
      for (const [one, sum] of bySecond) if (sum > units) [key, units] = [one, sum]
      return { partition: key.slice(key.indexOf(' ') + 1).replace(/#p-.*|#[0-9a-z]{12,}.*/, '#…'), units }
    },
  }
}
