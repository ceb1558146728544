import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { keyThrough } from './data-key.ts'
import type { DataStack } from './data-stack.ts'
import { deadLetters } from './dead-letters.ts'
import { type Deployment, publicOrigin } from './deployment.ts'
import { NodeFunction } from './function.ts'
import { contextRules, itemStatement } from './item-access.ts'

export interface ContextApiProps {
  readonly api: HttpApi
  readonly data: DataStack
  readonly deployment: Deployment
}

/** Contexts that publish files for everybody: clinic days, the directory of sites. */
const publishers: ReadonlySet<string> = new Set(['scheduling', 'alliance', 'practitioners'])

/** What a context answers to besides `/api/<context>`. */
const otherPaths: Readonly<Record<string, readonly string[]>> = { access: ['/auth/{proxy+}', '/api/health'] }

/** One bounded context on the wire: `/api/<context>/*` goes to `functions/<context>/handler.ts`, events too. */
export class ContextApi extends Construct {
  readonly context: string
  readonly handler: NodeFunction
  /** Events that the handler failed on three times. */
  readonly failures: Queue

  constructor(scope: Construct, context: string, { api, data, deployment }: ContextApiProps) {
    super(scope, `context-${context}`)
    this.context = context
    this.failures = deadLetters(this, 'Failures')
    this.handler = new NodeFunction(this, context, {
      code: deployment.code(context),
      key: data.key,
      environment: environmentOf(context, data, deployment),
      onFailure: new SqsDestination(this.failures),
    })
    this.handler.allow(
      ...contextRules(context).map((rule) => itemStatement(data.table, rule)),
      ...keyUse(data),
    )
    const messages = context === 'patients' ? gatewayKeyUse(data) : []
    this.handler.allow(...messages)
    if (publishers.has(context)) {
      this.handler.allow(publishing(data))
      acknowledge(this.handler, 'publishing-by-key')
    }
    const integration = new HttpLambdaIntegration(`${context}-proxy`, this.handler.lambda)
    const paths = [`/api/${context}`, `/api/${context}/{proxy+}`, ...(otherPaths[context] ?? [])]
    for (const path of paths) api.addRoutes({ path, methods: [HttpMethod.ANY], integration })
  }
}

const environmentOf = (
  context: string,
  { table, rootKey, gatewayKey, site }: DataStack,
  { settings }: Deployment,
) => ({
  TABLE_NAME: table.tableName,
  PUBLIC_ORIGIN: publicOrigin(settings),
  KEYS_SECRET_ARN: rootKey.secretArn,
  OIDC_ISSUER: settings.oidcIssuer,
  OIDC_CLIENT_ID: settings.oidcClientId,
  OIDC_AUDIENCE: settings.oidcAudience,
  LOG_LEVEL: settings.logLevel,
  ...(publishers.has(context) ? { PUBLIC_FILES: `s3://${site.bucket.bucketName}` } : {}),
  ...(context === 'patients' ? gatewayEnvironment(gatewayKey, settings) : {}),
})

/** Patients alone knows phones, so it alone sends. */
const gatewayEnvironment = (
  key: DataStack['gatewayKey'],
  { noticeGateway }: Deployment['settings'],
): Record<string, string> =>
  noticeGateway && key
    ? {
        NOTICE_GATEWAY_URL: noticeGateway.url,
        NOTICE_GATEWAY_KEY_ARN: key.secretArn,
        NOTICE_CHANNELS: noticeGateway.channels.join(','),
      }
    : {}

const gatewayKeyUse = ({ gatewayKey: key }: DataStack): PolicyStatement[] =>
  key ? [new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [key.secretArn] })] : []

/** The root key's value, and the customer key in the hands of the two services that need it. */
const keyUse = ({ key, rootKey }: DataStack): PolicyStatement[] => [
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [rootKey.secretArn] }),
  keyThrough(key, 'dynamodb'),
  keyThrough(key, 'secretsmanager'),
]

const publishing = ({ site }: DataStack): PolicyStatement =>
  new PolicyStatement({ actions: ['s3:PutObject'], resources: [site.bucket.arnForObjects('public-data/*')] })
