import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  Architecture,
  type Code,
  type IDestination,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'

export interface NodeFunctionProps {
  readonly code: Code
  readonly key: IKey
  readonly environment: Readonly<Record<string, string>>
  /** Default 10 s: longer than any answer may take, shorter than what the gateway waits. */
  readonly timeout?: Duration
  /** Where an event goes that failed three times. */
  readonly onFailure?: IDestination
}

/** An ARM64 Node 24 Lambda with its own role and its own encrypted log, kept twelve months. */
export class NodeFunction extends Construct {
  readonly lambda: LambdaFunction
  readonly log: LogGroup

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id)
    const name = `xinlian-${id}`
    this.log = keptLog(this, 'Log', `/xinlian/${id}`, props.key)
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.log.logGroupArn],
      }),
    )
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: name,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 1024,
      timeout: props.timeout ?? Duration.seconds(10),
      environment: { ...props.environment },
      role,
      logGroup: this.log,
      ...(props.onFailure ? { onFailure: props.onFailure, retryAttempts: 2 } : {}),
    })
    acknowledge(this, 'lambda-network', 'lambda-concurrency', 'lambda-failures', 'inline-policy')
  }

  allow(...statements: readonly PolicyStatement[]): void {
    for (const statement of statements) this.lambda.addToRolePolicy(statement)
  }
}

/** Network logs are kept at least six months (Cybersecurity Law, art. 21); a year leaves room for a late question. */
export const keptLog = (scope: Construct, id: string, logGroupName: string, encryptionKey: IKey): LogGroup =>
  new LogGroup(scope, id, {
    logGroupName,
    encryptionKey,
    retention: RetentionDays.ONE_YEAR,
    removalPolicy: RemovalPolicy.RETAIN,
  })
