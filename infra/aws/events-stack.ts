import { Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import type { ApiStack } from './api-stack.ts'
import { Clock } from './clock.ts'
import type { DataStack } from './data-stack.ts'
import { type Deployment, stackProps } from './deployment.ts'
import { Listener } from './listener.ts'
import { Relay } from './relay.ts'

/** How contexts hear of each other: journal, relay, bus, listeners; and of the time. */
export class EventsStack extends Stack {
  readonly bus: EventBus
  readonly relay: Relay
  readonly listeners: readonly Listener[]
  readonly clocks: readonly Clock[]

  constructor(scope: Construct, deployment: Deployment, data: DataStack, { contexts }: ApiStack) {
    super(scope, 'xinlian-events', stackProps(deployment))
    this.bus = new EventBus(this, 'Bus', { eventBusName: 'xinlian' })
    this.relay = new Relay(this, 'relay', { bus: this.bus, data, deployment })
    this.listeners = contexts.map((context) => new Listener(this, context, this.bus))
    this.clocks = contexts
      .filter(({ context }) => deployment.byClock.includes(context))
      .map((context) => new Clock(this, context))
  }
}
