import { describe, expect, it } from 'vitest'
import { partitions } from '../../infra/aws/settings.ts'
import { ofType, only, resourcesOf, text } from './support.ts'

describe.each(partitions)('data in %s', (partition) => {
  const resources = resourcesOf(partition)
  const table = only(resources, 'AWS::DynamoDB::Table')
  const key = only(resources, 'AWS::KMS::Key')

  it('is one table with string keys, paid by the request', () => {
    expect(table.properties).toMatchObject({
      TableName: 'xinlian',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    })
    const types = table.properties.AttributeDefinitions.map(
      (one: { AttributeType: string }) => one.AttributeType,
    )
    expect(new Set(types)).toEqual(new Set(['S']))
  })

  it('has the one index of the contexts and none for the local poller', () => {
    expect(table.properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'gsi1',
        KeySchema: [
          { AttributeName: 'gsi1pk', KeyType: 'HASH' },
          { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ])
  })

  it('can be restored to any second of 35 days', () => {
    expect(table.properties.PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    })
  })

  it('cannot be deleted by mistake', () => {
    expect(table.properties.DeletionProtectionEnabled).toBe(true)
    expect(table.deletionPolicy).toBe('Retain')
    expect(key.deletionPolicy).toBe('Retain')
  })

  it('lies under the customer key, which turns over every year', () => {
    expect(text(table.properties.SSESpecification.KMSMasterKeyId)).toBe(`<${key.id}.Arn>`)
    expect(key.properties.EnableKeyRotation).toBe(true)
  })

  it('streams what was written, new image only', () => {
    expect(table.properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' })
  })

  it('is copied daily and monthly to a vault that keeps copies at least a week', () => {
    const vault = only(resources, 'AWS::Backup::BackupVault').properties
    expect(vault.LockConfiguration.MinRetentionDays).toBeGreaterThanOrEqual(7)
    expect(text(vault.EncryptionKeyArn)).toContain('Key')
    const rules = only(resources, 'AWS::Backup::BackupPlan').properties.BackupPlan.BackupPlanRule
    expect(rules.map((one: { Lifecycle: unknown }) => one.Lifecycle)).toEqual([
      { DeleteAfterDays: 35 },
      { DeleteAfterDays: 365 },
    ])
    const selected = only(resources, 'AWS::Backup::BackupSelection').properties.BackupSelection.Resources
    expect(selected.map(text)).toEqual([expect.stringMatching(/^<Table[0-9A-F]{8}Arn/)])
  })

  it('generates a root key of 64 characters under the customer key and keeps it', () => {
    const secret = only(
      resources.filter(({ id }) => id.startsWith('RootKey')),
      'AWS::SecretsManager::Secret',
    )
    expect(secret.properties.GenerateSecretString.PasswordLength).toBe(64)
    expect(secret.properties.SecretString).toBeUndefined()
    expect(text(secret.properties.KmsKeyId)).toBe(`<${key.id}.Arn>`)
    expect(secret.deletionPolicy).toBe('Retain')
  })

  it('keeps every bucket closed, encrypted and on TLS', () => {
    for (const bucket of ofType(resources, 'AWS::S3::Bucket')) {
      expect(Object.values(bucket.properties.PublicAccessBlockConfiguration)).toEqual([
        true,
        true,
        true,
        true,
      ])
      expect(bucket.properties.BucketEncryption).toBeDefined()
    }
    for (const policy of ofType(resources, 'AWS::S3::BucketPolicy'))
      expect(policy.properties.PolicyDocument.Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      )
  })
})
