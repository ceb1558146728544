import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { nativeItem, type StoredItem } from '#functions/platform/attribute-values.ts'
import { createApp } from '#functions/platform/http.ts'
import { assemble } from '#functions/platform/platform.ts'
import { openTable, type WriteItem } from '#functions/platform/table.ts'
import { schedulingRoutes } from '#functions/scheduling/routes.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'
import { asking, testConfig, testKeys } from '#test/support/platform.ts'
import { booking, type Slot, type Stage } from './stage.ts'

type Written = Readonly<Record<string, Record<string, unknown>>>

/** Members of a part that hold values in the service's own form. */
const native = (part: Written): WriteItem =>
  Object.fromEntries(
    Object.entries(part).map(([operation, inner]) => [
      operation,
      Object.fromEntries(
        Object.entries(inner).map(([name, value]) => [
          name,
          ['Item', 'Key', 'ExpressionAttributeValues'].includes(name)
            ? nativeItem(value as StoredItem)
            : value,
        ]),
      ),
    ]),
  )

/**
 * The very transactions of bookings, alone: our own code makes them and they are caught before they are sent; the SDK's
 * document client then sends them, and nothing else.
 */
export function openBare({ engine, table, clinic, patients, headers }: Stage) {
  const caught: WriteItem[][] = []
  const catching = openTable({
    name: table.name,
    endpoint: engine.endpoint,
    fault: async (command, body, send) => {
      if (command !== 'TransactWriteItemsCommand') return send()
      caught.push((body as { TransactItems: Written[] }).TransactItems.map(native))
      return {}
    },
  })
  const config = { ...testConfig, TABLE_NAME: table.name }
  const now = () => clinic.clock.now
  const platform = assemble('scheduling', config, testKeys, { table: catching, now })
  const app = createApp(schedulingContract, schedulingRoutes(platform), platform)
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  )
  return {
    async transactionsOf(slots: readonly Slot[]): Promise<WriteItem[][]> {
      for (const { slotId, patient } of slots) {
        const path = `/api/scheduling/slots/${slotId}/appointment`
        const patientId = patients[patient] ?? ''
        const { status } = await asking(app, headers[patient] ?? {}).post(path, booking(patientId))
        if (status !== 201) throw new Error(`${status} for ${path}`)
      }
      return caught.splice(0)
    },
    send: (items: WriteItem[]) => client.send(new TransactWriteCommand({ TransactItems: items })),
  }
}
