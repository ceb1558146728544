import { Duration } from 'aws-cdk-lib'
import { type EventBus, Match, Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { ContextApi } from './context-api.ts'
import { deadLetters } from './dead-letters.ts'

/** A context's ear: everything that happens in Xinlian goes to its handler, which knows what it listens for. */
export class Listener extends Construct {
  readonly context: string
  /** Events that could not be delivered for a day. */
  readonly undelivered: Queue

  constructor(scope: Construct, { context, handler }: ContextApi, eventBus: EventBus) {
    super(scope, `listener-${context}`)
    this.context = context
    this.undelivered = deadLetters(this, 'Undelivered')
    new Rule(this, 'Rule', {
      eventBus,
      ruleName: `xinlian-${context}`,
      eventPattern: { source: Match.prefix('xinlian.') },
      targets: [
        new LambdaFunction(handler.lambda, {
          deadLetterQueue: this.undelivered,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    })
  }
}
