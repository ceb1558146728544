import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { dataKey } from './data-key.ts'
import { type Deployment, stackProps } from './deployment.ts'
import { SiteFiles } from './site-files.ts'

/** What must outlive every release: the table, its key, the root of all derived keys, the files of the site. */
export class DataStack extends Stack {
  readonly key: Key
  readonly table: Table
  readonly rootKey: Secret
  /** What the message gateway and we sign with; absent where there is no gateway. */
  readonly gatewayKey: Secret | undefined
  readonly site: SiteFiles

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, 'xinlian-data', { ...stackProps(deployment), terminationProtection: true })
    this.key = dataKey(this)
    this.table = theTable(this, this.key)
    this.rootKey = rootKey(this, this.key)
    this.gatewayKey = deployment.settings.noticeGateway && gatewayKey(this, this.key)
    this.site = new SiteFiles(this, 'Site', deployment.settings)
    new CfnOutput(this, 'FilesBucket', { value: this.site.bucket.bucketName })
  }
}

/** One table for all contexts, paid by the request, restorable to any second of the last 35 days. */
function theTable(scope: Construct, encryptionKey: Key): Table {
  const table = new Table(scope, 'Table', {
    tableName: 'xinlian',
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    stream: StreamViewType.NEW_IMAGE,
  })
  table.addGlobalSecondaryIndex({
    indexName: 'gsi1',
    partitionKey: { name: 'gsi1pk', type: AttributeType.STRING },
    sortKey: { name: 'gsi1sk', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  })
  acknowledge(table, 'backup-in-other-stack')
  return table
}

/** 64 characters from which session, field and blind-index keys are derived; losing it loses every sealed field. */
function rootKey(scope: Construct, encryptionKey: Key): Secret {
  const secret = new Secret(scope, 'RootKey', {
    description: 'Root of the session, field and blind-index keys',
    encryptionKey,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(secret, 'root-key-rotation')
  return secret
}

/** Shared with the hospital that runs the gateway, so it is changed by both at a time they agree on. */
function gatewayKey(scope: Construct, encryptionKey: Key): Secret {
  const secret = new Secret(scope, 'GatewayKey', {
    description: 'Signs messages to the gateway and its receipts (Standard Webhooks)',
    encryptionKey,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(secret, 'gateway-key-rotation')
  return secret
}
