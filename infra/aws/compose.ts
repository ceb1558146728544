import type { Construct } from 'constructs'
import { ApiStack } from './api-stack.ts'
import { DataStack } from './data-stack.ts'
import type { Deployment } from './deployment.ts'
import { EventsStack } from './events-stack.ts'
import { OperationsStack } from './operations-stack.ts'
import { WebStack } from './web-stack.ts'

/** All stacks of a deployment, each resting on those before it. */
export function composeStacks(scope: Construct, deployment: Deployment) {
  const data = new DataStack(scope, deployment)
  const api = new ApiStack(scope, deployment, data)
  const events = new EventsStack(scope, deployment, data, api)
  const web = new WebStack(scope, deployment, data, api)
  const operations = new OperationsStack(scope, deployment, { data, api, events })
  return [data, api, events, web, operations] as const
}
