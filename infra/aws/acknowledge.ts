import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

const hipaaAndNist = (rule: string) => [`HIPAA.Security-${rule}`, `NIST.800.53.R5-${rule}`]

/** The bucket's name in findings, before and after the stacks have been tied together. */
const onFiles = (objects: string) =>
  ['<SiteFiles975A43CF.Arn>', 'xinlian-data:ExportsOutputFnGetAttSiteFiles975A43CFArn0F64977C'].map(
    (bucket) => `AwsSolutions-IAM5[Resource::${bucket}${objects}]`,
  )

/** What the rule packs find and we do on purpose: one reason each, for all packs that ask the same. */
const decisions = {
  'backup-service-policy': {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    ],
    reason: 'The role is assumed by AWS Backup alone, whose own policy follows what the service needs',
  },
  'backup-in-other-stack': {
    rules: hipaaAndNist('DynamoDBInBackupPlan'),
    reason: 'The plan is in the operations stack and selects this table; the rule looks in one stack only',
  },
  'documents-by-key': {
    rules: onFiles('/*'),
    reason:
      'Reads documents of the public site by key; the bucket holds nothing that is not shown to everybody',
  },
  'inline-policy': {
    rules: hipaaAndNist('IAMNoInlinePolicy'),
    reason:
      'Each role belongs to one function and its policy to nobody else; inline, both live and die together',
  },
  'is-a-dead-letter-queue': {
    rules: ['AwsSolutions-SQS3'],
    reason: 'This is where messages go that failed elsewhere; an alarm watches it',
  },
  'lambda-concurrency': {
    rules: hipaaAndNist('LambdaConcurrency'),
    reason:
      'The stage limits the rate for all functions together; reserved shares would take from the 08:00 release',
  },
  'lambda-failures': {
    rules: hipaaAndNist('LambdaDLQ'),
    reason:
      'Failed events go to an on-failure destination or the stream mapping’s; other calls are answered at once',
  },
  'lambda-network': {
    rules: hipaaAndNist('LambdaInsideVPC'),
    reason:
      'Talks to AWS and to the OpenID issuer by TLS only; a VPC would add a way out to guard, and protect nothing',
  },
  'list-streams': {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    reason:
      'dynamodb:ListStreams knows no resources, and the stream poller requires it; it reveals names only',
  },
  'log-of-logs': {
    rules: hipaaAndNist('S3BucketVersioningEnabled'),
    reason: 'Access logs are written once by AWS itself; keeping versions of them adds nothing',
  },
  'no-geo-restriction': {
    rules: ['AwsSolutions-CFR1'],
    reason: 'Patients and their guardians may look up a clinic day from wherever they are',
  },
  'publishing-by-key': {
    rules: onFiles('/public-data/*'),
    reason: 'Writes the published clinic days, one file for each district and month, under one prefix',
  },
  'gateway-key-rotation': {
    rules: ['AwsSolutions-SMG4', ...hipaaAndNist('SecretsManagerRotationEnabled')],
    reason:
      'The hospital that runs the gateway holds it too: both change it at a time they agree on, not by a timer',
  },
  'root-key-rotation': {
    rules: ['AwsSolutions-SMG4', ...hipaaAndNist('SecretsManagerRotationEnabled')],
    reason: 'Sealed fields and blind indexes hang on this root: changing it is a migration, not a timer',
  },
  'sign-in-in-handler': {
    rules: ['AwsSolutions-APIG4'],
    reason: 'Each handler checks cookie or bearer and denies by default; some operations are for everybody',
  },
  'site-encryption': {
    rules: hipaaAndNist('S3DefaultEncryptionKMS'),
    reason:
      'Public files and access logs: encrypted by S3’s key, since log delivery and access identities need that',
  },
  'site-replication': {
    rules: hipaaAndNist('S3BucketReplicationEnabled'),
    reason: 'The files are built from the repository and from the table; data must stay in its region',
  },
  'web-acl-by-setting': {
    rules: ['AwsSolutions-CFR2'],
    reason: 'WAF does not exist on CloudFront in China; elsewhere the setting webAclArn attaches one',
  },
} as const satisfies Readonly<Record<string, { reason: string; rules: readonly string[] }>>

export function acknowledge(scope: IConstruct, ...topics: readonly (keyof typeof decisions)[]): void {
  for (const topic of topics) {
    const { reason, rules } = decisions[topic]
    for (const id of rules) Validations.of(scope).acknowledge({ id, reason })
  }
}
