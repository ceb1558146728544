import { Duration } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { ContextApi } from './context-api.ts'
import { deadLetters } from './dead-letters.ts'

/** A context's clock: each minute its handler is asked to do what is due. A minute that is lost is made up by the next. */
export class Clock extends Construct {
  readonly context: string
  /** Minutes that could not be delivered. */
  readonly missed: Queue

  constructor(scope: Construct, { context, handler }: ContextApi) {
    super(scope, `clock-${context}`)
    this.context = context
    this.missed = deadLetters(this, 'Missed')
    new Rule(this, 'Rule', {
      ruleName: `xinlian-${context}-minute`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [
        new LambdaFunction(handler.lambda, {
          deadLetterQueue: this.missed,
          maxEventAge: Duration.minutes(1),
          retryAttempts: 1,
        }),
      ],
    })
  }
}
