import { Duration } from 'aws-cdk-lib'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { type EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { keyThrough } from './data-key.ts'
import type { DataStack } from './data-stack.ts'
import { deadLetters } from './dead-letters.ts'
import type { Deployment } from './deployment.ts'
import { NodeFunction } from './function.ts'
import { itemStatement, relayRules } from './item-access.ts'

export interface RelayProps {
  readonly bus: EventBus
  readonly data: DataStack
  readonly deployment: Deployment
}

/** From the table's stream to the bus: new journal entries only, in order for each partition key, none lost. */
export class Relay extends Construct {
  readonly handler: NodeFunction
  /** Where entries are named that failed for six hours: positions in the stream, no data. */
  readonly failures: Queue

  constructor(scope: Construct, id: string, { bus, data, deployment }: RelayProps) {
    super(scope, `journal-${id}`)
    const { table, key } = data
    this.failures = deadLetters(this, 'Failures')
    this.handler = new NodeFunction(this, id, {
      code: deployment.code(id),
      key,
      timeout: Duration.minutes(1),
      environment: {
        TABLE_NAME: table.tableName,
        EVENT_BUS_NAME: bus.eventBusName,
        LOG_LEVEL: deployment.settings.logLevel,
      },
    })
    this.handler.allow(
      ...relayRules.map((rule) => itemStatement(table, rule)),
      keyThrough(key, 'dynamodb'),
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
      ...streamReading(table.tableStreamArn ?? ''),
    )
    acknowledge(this.handler, 'list-streams')
    followJournal(this.handler, table.tableStreamArn ?? '', this.failures)
  }
}

/** Lambda's poller reads the stream as the function; listing streams cannot be narrowed to one table. */
const streamReading = (streamArn: string): PolicyStatement[] => [
  new PolicyStatement({
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resources: [streamArn],
  }),
  new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: ['*'] }),
]

/**
 * A batch that fails is halved until the one bad entry stands alone. It is tried again for six hours, so that an
 * outage loses nothing, then set aside with eighteen hours left in the stream to fetch it.
 */
function followJournal(
  { lambda }: NodeFunction,
  eventSourceArn: string,
  failures: Queue,
): EventSourceMapping {
  return lambda.addEventSourceMapping('Journal', {
    eventSourceArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    bisectBatchOnError: true,
    maxRecordAge: Duration.hours(6),
    onFailure: new SqsDlq(failures),
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: {
          Keys: {
            pk: { S: FilterRule.beginsWith('$journal#context_') },
            sk: { S: FilterRule.beginsWith('$entry_') },
          },
        },
      }),
    ],
  })
}
