import { createServer, type Server } from 'node:http'
import { type Resource, text } from './support.ts'

interface Statement {
  readonly Action: string | string[]
  readonly Resource: unknown
  readonly Condition?: { readonly 'ForAllValues:StringLike'?: { readonly 'dynamodb:LeadingKeys': string[] } }
}

/** One thing that a request does to the table: what IAM decides about. */
interface Deed {
  readonly action: string
  /** `undefined`: the table itself. */
  readonly index: string | undefined
  /** Partition keys that IAM sees together: one, all of a batch, or none where the request names none, as Scan does. */
  readonly keys: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: requests of DynamoDB's protocol, of many shapes
type Body = any

const keyIn = (item: Body): string | undefined => item?.pk?.S

/** `#pk = :pk …`: the partition key is what the first comparison of a key condition is with. */
function queried(body: Body): string | undefined {
  const [, value] = /=\s*(:[\w]+)/.exec(body.KeyConditionExpression ?? '') ?? []
  return value && body.ExpressionAttributeValues?.[value]?.S
}

function deedsOf(target: string, body: Body): Deed[] {
  const deed = (action: string, key: string | undefined, index?: string): Deed => ({
    action,
    keys: key === undefined ? [] : [key],
    index,
  })
  if (target === 'TransactWriteItems')
    return body.TransactItems.flatMap((one: Record<string, Body>) =>
      Object.entries(one).map(([kind, { Item, Key }]) => deed(actionOf(kind), keyIn(Item ?? Key))),
    )
  if (target === 'TransactGetItems')
    return body.TransactItems.map(({ Get }: Body) => deed('GetItem', keyIn(Get.Key)))
  if (target === 'BatchGetItem')
    return Object.values<Body>(body.RequestItems).map(({ Keys }) => ({
      action: target,
      keys: Keys.flatMap((key: Body) => keyIn(key) ?? []),
      index: undefined,
    }))
  if (target === 'Query') return [deed(target, queried(body), body.IndexName)]
  return [deed(target, keyIn(body.Item ?? body.Key), body.IndexName)]
}

const actionOf = (kind: string): string => (kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`)

/**
 * Whether one of the statements allows it, as IAM reads them: two statements that each know some keys of a batch do not
 * add up. The table's own name is left out, there is only one.
 */
export function allowed(statements: readonly Statement[], { action, index, keys }: Deed): boolean {
  return statements.some(({ Action, Resource, Condition }) => {
    const patterns = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']
    return (
      [Action].flat().includes(`dynamodb:${action}`) &&
      [Resource].flat().some((one) => text(one).endsWith('>') === (index === undefined)) &&
      (index === undefined || [Resource].flat().some((one) => text(one).endsWith(`/index/${index}`))) &&
      keys.length > 0 &&
      keys.every((key) => (patterns ?? []).some((pattern) => like(pattern, key)))
    )
  })
}

/** `StringLike`: `*` is anything, all else is itself. */
const like = (pattern: string, value: string): boolean =>
  pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern

export function statementsOf(resources: readonly Resource[], context: string): Statement[] {
  const policy = resources.find(
    ({ type, id }) => type === 'AWS::IAM::Policy' && id.startsWith(`context${context}Role`),
  )
  if (!policy) throw new Error(`No policy of ${context}`)
  return policy.properties.PolicyDocument.Statement
}

export interface Guard {
  readonly endpoint: string
  /** What was asked and is not granted: `Query $claims#… gsi1`. */
  readonly refused: readonly string[]
  readonly asked: () => number
  close(): void
}

/** The engine as a Lambda's role sees it: what the statements do not allow is refused as DynamoDB refuses it. */
export async function openGuard(engine: string, statements: readonly Statement[]): Promise<Guard> {
  const refused: string[] = []
  let asked = 0
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const sent = Buffer.concat(chunks).toString('utf8')
    const target = String(request.headers['x-amz-target']).split('.')[1] ?? ''
    const deeds = deedsOf(target, JSON.parse(sent || '{}'))
    const beyond = deeds.filter((deed) => !allowed(statements, deed))
    asked += 1
    if (beyond.length > 0) {
      refused.push(
        ...beyond.map(({ action, keys, index }) => [action, ...keys, index].filter(Boolean).join(' ')),
      )
      response
        .writeHead(400)
        .end(JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException' }))
      return
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => /^(x-amz-|authorization|content-type)/.test(name)),
    ) as Record<string, string>
    const answer = await fetch(engine, { method: 'POST', headers, body: sent })
    response
      .writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    refused,
    asked: () => asked,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
