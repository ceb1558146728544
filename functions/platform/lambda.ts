import { type APIGatewayProxyResult, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'
import { openDue } from './due.ts'
import { type Consumers, consume, type Delivered } from './events.ts'
import type { App } from './http.ts'
import { type Jobs, runAllDue } from './jobs.ts'
import type { Platform } from './platform.ts'

interface BusEvent {
  readonly source: string
  readonly 'detail-type': string
  readonly detail: Delivered
}

const isBusEvent = (event: LambdaEvent | BusEvent): event is BusEvent => 'detail-type' in event

/** What the rule of each minute sends; nobody but AWS can name this source. */
const isClock = ({ source, 'detail-type': type }: BusEvent): boolean =>
  source === 'aws.events' && type === 'Scheduled Event'

/** What a context does by itself, and on which ground. */
export interface ByClock {
  readonly context: string
  readonly platform: Pick<Platform, 'table' | 'log' | 'now'>
  readonly jobs: Jobs
}

/**
 * One Lambda per context for its requests (HTTP API, payload 2.0), for what it listens to and for what is due
 * (EventBridge). What throws fails the invocation: EventBridge tries again and then keeps the event in the dead-letter
 * queue.
 */
export const lambdaHandler = (app: App, consumers: Consumers, byClock?: ByClock) => {
  const serve = handle(app)
  return async (
    event: LambdaEvent | BusEvent,
    context?: LambdaContext,
  ): Promise<APIGatewayProxyResult | undefined> => {
    if (!isBusEvent(event)) return (await serve(event, context)) as APIGatewayProxyResult
    if (!isClock(event)) await consume(consumers, event.detail)
    else if (byClock) await runJobs(byClock)
    return undefined
  }
}

const runJobs = ({ context, platform, jobs }: ByClock): Promise<void> =>
  runAllDue({ ...platform, jobs, due: openDue(platform.table, context) })
