import { Duration } from 'aws-cdk-lib'
import type { HttpStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Operation, type Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/** Rings when `metric` is above `threshold` in `of` out of the last `of` periods. */
interface Limit {
  readonly metric: IMetric
  readonly threshold: number
  /** Default 1: at once. */
  readonly periods?: number
}

const fiveMinutes = { period: Duration.minutes(5) }

/** What is watched, in words that say what is wrong; silence counts as health. */
export class Alarms {
  readonly all: Alarm[] = []
  private readonly scope: Construct
  private readonly topic: ITopic

  constructor(scope: Construct, topic: ITopic) {
    this.scope = scope
    this.topic = topic
  }

  queue(name: string, queue: IQueue): void {
    this.add(`${name}-dead-letters`, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ ...fiveMinutes, statistic: Stats.MAXIMUM }),
      threshold: 0,
    })
  }

  lambda(name: string, lambda: IFunction): void {
    this.add(`${name}-errors`, { metric: lambda.metricErrors(fiveMinutes), threshold: 0 })
    this.add(`${name}-throttles`, { metric: lambda.metricThrottles(fiveMinutes), threshold: 0 })
    const slowest = lambda.metricDuration({ ...fiveMinutes, statistic: Stats.percentile(99) })
    this.add(`${name}-slow`, { metric: slowest, threshold: 2000, periods: 3 })
  }

  /** Journal entries older than a minute that nobody has heard of yet. */
  relay(lambda: IFunction): void {
    const age = lambda.metric('IteratorAge', { ...fiveMinutes, statistic: Stats.MAXIMUM })
    this.add('relay-behind', { metric: age, threshold: 60_000 })
    this.add('relay-errors', { metric: lambda.metricErrors(fiveMinutes), threshold: 0 })
    this.add('relay-throttles', { metric: lambda.metricThrottles(fiveMinutes), threshold: 0, periods: 2 })
  }

  api(stage: HttpStage): void {
    this.add('api-server-errors', { metric: stage.metricServerError(fiveMinutes), threshold: 0 })
    const slowest = stage.metricLatency({ ...fiveMinutes, statistic: Stats.percentile(99) })
    this.add('api-slow', { metric: slowest, threshold: 1000, periods: 3 })
  }

  table(table: Table): void {
    const operations = [
      Operation.GET_ITEM,
      Operation.QUERY,
      Operation.PUT_ITEM,
      Operation.TRANSACT_WRITE_ITEMS,
    ]
    for (const operation of operations) {
      const throttled = table.metric('ThrottledRequests', {
        ...fiveMinutes,
        dimensionsMap: dimensions(table, operation),
      })
      this.add(`table-throttled-${operation}`, { metric: throttled, threshold: 0, periods: 2 })
    }
    const failures = table.metricSystemErrorsForOperations({ ...fiveMinutes, operations })
    this.add('table-failures', { metric: failures, threshold: 0 })
  }

  private add(id: string, { metric, threshold, periods = 1 }: Limit): void {
    const alarm = new Alarm(this.scope, id, {
      alarmName: `xinlian-${id}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    alarm.addOkAction(new SnsAction(this.topic))
    this.all.push(alarm)
  }
}

const dimensions = ({ tableName: TableName }: Table, Operation: string) => ({ TableName, Operation })
