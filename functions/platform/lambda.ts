import { type APIGatewayProxyResult, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'
import { type Consumers, consume, type Delivered } from './events.ts'
import type { App } from './http.ts'

interface BusEvent {
  readonly 'detail-type': string
  readonly detail: Delivered
}

const isBusEvent = (event: LambdaEvent | BusEvent): event is BusEvent => 'detail-type' in event

/**
 * One Lambda per context for its requests (HTTP API, payload 2.0) and for what it listens to (EventBridge).
 * A listener that throws fails the invocation: EventBridge tries again and then keeps the event in the dead-letter queue.
 */
export const lambdaHandler = (app: App, consumers: Consumers) => {
  const serve = handle(app)
  return async (
    event: LambdaEvent | BusEvent,
    context?: LambdaContext,
  ): Promise<APIGatewayProxyResult | undefined> => {
    if (!isBusEvent(event)) return (await serve(event, context)) as APIGatewayProxyResult
    await consume(consumers, event.detail)
    return undefined
  }
}
