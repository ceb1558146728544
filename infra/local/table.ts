import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb'

/** `tail` orders the journal for the poller; the cloud reads the table's stream and has no such index. */
export interface TableShape {
  readonly name: string
  readonly tail: boolean
}

const index = (name: string) => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: `${name}pk`, KeyType: 'HASH' as const },
    { AttributeName: `${name}sk`, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'ALL' as const },
})

function definitionOf({ name, tail }: TableShape): CreateTableCommandInput {
  const indexes = tail ? ['gsi1', 'tail'] : ['gsi1']
  const keys = ['pk', 'sk', ...indexes.flatMap((one) => [`${one}pk`, `${one}sk`])]
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: indexes.map(index),
  }
}

/** Credentials that any local engine takes; a real endpoint takes them from the environment instead. */
export const localClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })

/** Makes the table where it is missing. True where it was made. */
export async function ensureTable(endpoint: string, shape: TableShape): Promise<boolean> {
  const client = localClient(endpoint)
  try {
    if (await exists(client, shape.name)) return false
    await client.send(new CreateTableCommand(definitionOf(shape)))
    return true
  } catch (error) {
    if (error instanceof ResourceInUseException) return false
    throw error
  } finally {
    client.destroy()
  }
}

async function exists(client: DynamoDBClient, name: string): Promise<boolean> {
  try {
    await client.send(new DescribeTableCommand({ TableName: name }))
    return true
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false
    throw error
  }
}
