import { Aws, Stack } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { anythingElse, type Behaviour, behaviours, type Edge } from './behaviours.ts'
import { chinaEdge } from './edge-china.ts'
import { globalEdge } from './edge-global.ts'
import type { Settings } from './settings.ts'
import type { SiteFiles } from './site-files.ts'

export interface WebAppProps {
  readonly settings: Settings
  readonly files: SiteFiles
  readonly api: HttpApi
}

/**
 * CloudFront before the API and the files. Written at the lowest level, because the library's own construct always
 * names a cache policy, which the China partition refuses (aws-cdk 31033).
 */
export class WebApp extends Construct {
  readonly distribution: CfnDistribution

  constructor(scope: Construct, id: string, { settings, files, api }: WebAppProps) {
    super(scope, id)
    const inChina = settings.partition === 'aws-cn'
    const edge = inChina ? chinaEdge(settings, files) : globalEdge(this, settings)
    this.distribution = new CfnDistribution(this, 'Distribution', {
      distributionConfig: {
        enabled: true,
        aliases: [settings.domainName],
        httpVersion: 'http2',
        ipv6Enabled: !inChina,
        viewerCertificate: edge.certificate,
        logging: { bucket: files.logs.bucketRegionalDomainName, prefix: 'cdn/', includeCookies: false },
        origins: [apiOrigin(api), { ...filesOrigin(files), ...edge.filesOrigin }],
        defaultCacheBehavior: cached(anythingElse, edge),
        cacheBehaviors: behaviours.map((one) => ({ ...cached(one, edge), pathPattern: one.path })),
        ...edge.distribution,
      },
    })
    acknowledge(this.distribution, 'no-geo-restriction', 'web-acl-by-setting')
  }
}

const reading = ['GET', 'HEAD']
const everything = [...reading, 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE']

const cached = ({ origin, kind }: Behaviour, edge: Edge): CfnDistribution.DefaultCacheBehaviorProperty => ({
  targetOriginId: origin,
  viewerProtocolPolicy: 'redirect-to-https',
  allowedMethods: kind === 'operations' ? everything : reading,
  cachedMethods: reading,
  compress: true,
  ...edge.caching(kind),
})

const apiOrigin = (api: HttpApi): CfnDistribution.OriginProperty => ({
  id: 'api',
  domainName: `${api.apiId}.execute-api.${Stack.of(api).region}.${Aws.URL_SUFFIX}`,
  customOriginConfig: { originProtocolPolicy: 'https-only', originSslProtocols: ['TLSv1.2'] },
})

const filesOrigin = ({ bucket }: SiteFiles): CfnDistribution.OriginProperty => ({
  id: 'files',
  domainName: bucket.bucketRegionalDomainName,
})
