import { Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { ContextApi } from './context-api.ts'
import type { DataStack } from './data-stack.ts'
import { type Deployment, stackProps } from './deployment.ts'
import { keptLog } from './function.ts'
import { SitePages } from './site-pages.ts'

/** The HTTP API and a Lambda for each context behind it. */
export class ApiStack extends Stack {
  readonly api: HttpApi
  readonly stage: HttpStage
  readonly contexts: readonly ContextApi[]
  readonly pages: SitePages

  constructor(scope: Construct, deployment: Deployment, data: DataStack) {
    super(scope, 'xinlian-api', stackProps(deployment))
    this.api = new HttpApi(this, 'Api', { apiName: 'xinlian', createDefaultStage: false })
    this.stage = defaultStage(this, this.api, data)
    this.contexts = deployment.contexts.map(
      (context) => new ContextApi(this, context, { ...this, deployment, data }),
    )
    this.pages = new SitePages(this, 'pages', { ...this, deployment, data })
    acknowledge(this.api, 'sign-in-in-handler')
  }
}

/**
 * The `$default` stage: no stage name in front of the path. Its limits are for the whole API; the release at 08:00
 * brings 5,000 people within seconds, and who is turned away here is told to try again.
 */
function defaultStage(scope: Construct, httpApi: HttpApi, { key }: DataStack): HttpStage {
  const log = keptLog(scope, 'AccessLog', '/aws/vendedlogs/xinlian/http-api', key)
  return new HttpStage(scope, 'Stage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 2000, burstLimit: 4000 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(log),
      format: AccessLogFormat.custom(accessLine),
    },
  })
}

/** Routes, not paths: a path may hold the id of a patient's record, a query a name. */
const accessLine = JSON.stringify({
  at: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  sourceIp: '$context.identity.sourceIp',
  latency: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
})
