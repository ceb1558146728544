import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { CfnCloudFrontOriginAccessIdentity } from 'aws-cdk-lib/aws-cloudfront'
import {
  CanonicalUserPrincipal,
  type IPrincipal,
  PolicyStatement,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { Settings } from './settings.ts'

/** The files that browsers get, and the log of who asked for them. Nothing in here is secret, nothing is public. */
export class SiteFiles extends Construct {
  readonly bucket: Bucket
  readonly logs: Bucket
  /** China has no origin access control: there an identity reads, as it did everywhere before. */
  readonly identity: CfnCloudFrontOriginAccessIdentity | undefined

  constructor(scope: Construct, id: string, { partition }: Settings) {
    super(scope, id)
    this.logs = logBucket(this)
    this.bucket = new Bucket(this, 'Files', {
      ...closed,
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(90) }],
      // The library's own types disagree under exactOptionalPropertyTypes.
      serverAccessLogsBucket: this.logs as IBucket,
      serverAccessLogsPrefix: 'files/',
    })
    acknowledge(this.bucket, 'site-encryption', 'site-replication')
    if (partition === 'aws-cn') {
      this.identity = new CfnCloudFrontOriginAccessIdentity(this, 'Reader', {
        cloudFrontOriginAccessIdentityConfig: { comment: 'xinlian' },
      })
      this.allowReading(new CanonicalUserPrincipal(this.identity.attrS3CanonicalUserId))
    } else this.allowReading(new ServicePrincipal('cloudfront.amazonaws.com'), distributionsOfThisAccount)
  }

  /**
   * Static files only: documents are read by the function that adds their security headers. Listing is never asked
   * for, but without it a month that nobody has published yet would be answered 403 instead of 404.
   */
  private allowReading(principal: IPrincipal, conditions = {}): void {
    const resources = staticKeys.map((keys) => this.bucket.arnForObjects(keys))
    this.bucket.addToResourcePolicy(
      new PolicyStatement({ principals: [principal], actions: ['s3:GetObject'], resources, conditions }),
    )
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [principal],
        actions: ['s3:ListBucket'],
        resources: [this.bucket.bucketArn],
        conditions,
      }),
    )
  }
}

/** What the CDN reads from the bucket itself. */
const staticKeys = ['assets/*', 'public-data/*', 'api/openapi.json'] as const

const distributionsOfThisAccount = {
  ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*` },
}

const closed = {
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
} as const

/** CloudFront writes its log by access list, so the bucket must still know lists; thirteen months, then gone. */
function logBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'Logs', {
    ...closed,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ expiration: Duration.days(400) }],
  })
  acknowledge(bucket, 'log-of-logs', 'site-encryption', 'site-replication')
  return bucket
}
