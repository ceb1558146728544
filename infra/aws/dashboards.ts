import { Duration } from 'aws-cdk-lib'
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import type { Alarms } from './alarms.ts'
import type { ApiStack } from './api-stack.ts'
import type { DataStack } from './data-stack.ts'
import type { EventsStack } from './events-stack.ts'

const period = Duration.minutes(1)
const half = { width: 12, height: 6 }

export interface Watched {
  readonly data: DataStack
  readonly api: ApiStack
  readonly events: EventsStack
}

/** One screen for who is on duty: alarms, then requests, then functions, then the table and the relay. */
export function dutyDashboard(scope: Construct, watched: Watched, { all }: Alarms): Dashboard {
  return new Dashboard(scope, 'Duty', {
    dashboardName: 'xinlian',
    defaultInterval: Duration.hours(6),
    widgets: [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: all, width: 24, height: 4 })],
      ...requests(watched),
      ...functions(watched),
      ...table(watched),
    ],
  })
}

const graph = (title: string, left: IMetric[], right: IMetric[] = []): IWidget =>
  new GraphWidget({ title, left, right, ...half })

const requests = ({ api: { stage } }: Watched): IWidget[][] => [
  [
    graph('Requests and refusals', [
      stage.metricCount({ period }),
      stage.metricClientError({ period }),
      stage.metricServerError({ period }),
    ]),
    graph(
      'Latency (ms)',
      [50, 95, 99].map((rank) => stage.metricLatency({ period, statistic: Stats.percentile(rank) })),
    ),
  ],
]

const functions = ({ api: { contexts } }: Watched): IWidget[][] => {
  const lambdas = contexts.map(({ handler }) => handler.lambda)
  return [
    [
      graph(
        'Duration p99 (ms)',
        lambdas.map((one) => one.metricDuration({ period, statistic: Stats.percentile(99) })),
      ),
      graph(
        'Errors and throttles',
        lambdas.map((one) => one.metricErrors({ period })),
        lambdas.map((one) => one.metricThrottles({ period })),
      ),
    ],
  ]
}

const table = ({ data, events }: Watched): IWidget[][] => [
  [
    graph('Capacity units', [
      data.table.metricConsumedReadCapacityUnits({ period }),
      data.table.metricConsumedWriteCapacityUnits({ period }),
    ]),
    graph('Relay behind (ms)', [
      events.relay.handler.lambda.metric('IteratorAge', { period, statistic: Stats.MAXIMUM }),
    ]),
  ],
]
