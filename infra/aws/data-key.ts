import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type IKey, Key } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'

/** The customer key under which table, secret, logs and backups lie; turned over every year. */
export function dataKey(scope: Construct): Key {
  const key = new Key(scope, 'Key', {
    alias: 'xinlian/data',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const { region, partition, account } = Stack.of(scope)
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${region}.${Aws.URL_SUFFIX}`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*`,
        },
      },
    }),
  )
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': account } },
    }),
  )
  return key
}

/** The key, but only in the hands of the service that asks on the caller's behalf. */
export function keyThrough(key: IKey, service: 'dynamodb' | 'secretsmanager'): PolicyStatement {
  const { region } = Stack.of(key)
  const writes = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
  return new PolicyStatement({
    actions: ['kms:Decrypt', 'kms:DescribeKey', ...(service === 'dynamodb' ? writes : [])],
    resources: [key.keyArn],
    // Both endings: which of them the China partition sends is not documented for every service.
    conditions: {
      StringEquals: {
        'kms:ViaService': ['amazonaws.com', 'amazonaws.com.cn'].map((end) => `${service}.${region}.${end}`),
      },
    },
  })
}
