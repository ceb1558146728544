import { describe, expect, it } from 'vitest'
import { composed, ofType, resourcesOf } from './support.ts'

/**
 * Resource types that CloudFormation knows in cn-north-1 (cfn-lint's region specification, November 2026) and that
 * we use. A new type is looked up there before it joins the list.
 */
const knownInChina = new Set(
  [
    'ApiGatewayV2::Api ApiGatewayV2::Integration ApiGatewayV2::Route ApiGatewayV2::Stage',
    'Backup::BackupPlan Backup::BackupSelection Backup::BackupVault',
    'CloudFront::CloudFrontOriginAccessIdentity CloudFront::Distribution',
    'CloudWatch::Alarm CloudWatch::Dashboard DynamoDB::Table Events::EventBus Events::Rule IAM::Policy IAM::Role',
    'KMS::Alias KMS::Key Lambda::EventInvokeConfig Lambda::EventSourceMapping Lambda::Function Lambda::Permission',
    'Logs::LogGroup S3::Bucket S3::BucketPolicy SNS::Topic SNS::TopicPolicy SQS::Queue SQS::QueuePolicy',
    'SecretsManager::Secret',
  ]
    .join(' ')
    .split(' ')
    .map((type) => `AWS::${type}`),
)

describe('the China partition', () => {
  const resources = resourcesOf('aws-cn')
  const stacks = composed('aws-cn').synth().stacks
  const templates = JSON.stringify(stacks.map(({ template }) => template))

  it('uses resource types that it has', () => {
    expect(resources.map(({ type }) => type).filter((type) => !knownInChina.has(type))).toEqual([])
  })

  it('uses no properties that its services refuse', () => {
    for (const absent of [
      'CachePolicyId',
      'OriginRequestPolicyId',
      'ResponseHeadersPolicyId',
      'FunctionAssociations',
      'OriginAccessControlId',
      'WebACLId',
      'AcmCertificateArn',
    ])
      expect(templates).not.toContain(`"${absent}"`)
  })

  it('traces nothing: Lambda has no X-Ray there', () => {
    for (const { properties } of ofType(resources, 'AWS::Lambda::Function'))
      expect(properties.TracingConfig).toBeUndefined()
  })

  it('names resources of its own partition only', () => {
    expect([...templates.matchAll(/arn:aws:[^"]*/g)].map(([arn]) => arn)).toEqual([])
  })

  it('stays in its region: no stack elsewhere', () => {
    expect(new Set(stacks.map(({ environment }) => environment.region))).toEqual(new Set(['cn-north-1']))
  })

  it('refers across stacks by exports, which CloudFormation has had from the start', () => {
    expect(templates).toContain('Fn::ImportValue')
    expect(templates).not.toContain('Fn::GetStackOutput')
  })

  it('has the same contexts, tables and alarms as the other', () => {
    /** As the deployment in China of cdk.json has it. */
    const noticeGateway = { url: 'https://messages.example.org/xinlian', channels: ['wechat', 'sms'] }
    const outside = resourcesOf('aws', { noticeGateway }).filter(
      ({ type }) => !type.startsWith('AWS::CloudFront'),
    )
    const inside = resources.filter(({ type }) => !type.startsWith('AWS::CloudFront'))
    const names = (list: typeof inside) => list.map(({ stack, type, id }) => `${stack} ${type} ${id}`).sort()
    expect(names(inside)).toEqual(names(outside))
  })
})
