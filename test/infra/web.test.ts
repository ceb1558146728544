import { describe, expect, it } from 'vitest'
import { partitions } from '../../infra/aws/settings.ts'
import { ofType, only, resourcesOf, text } from './support.ts'

interface Cached {
  readonly PathPattern?: string
  readonly TargetOriginId: string
  readonly ViewerProtocolPolicy: string
  readonly AllowedMethods: string[]
  readonly CachePolicyId?: unknown
  readonly ForwardedValues?: unknown
}

describe.each(partitions)('the distribution in %s', (partition) => {
  const resources = resourcesOf(partition)
  const config = only(resources, 'AWS::CloudFront::Distribution').properties.DistributionConfig
  const all: Cached[] = [...config.CacheBehaviors, config.DefaultCacheBehavior]
  const at = (path: string) => config.CacheBehaviors.find(({ PathPattern }: Cached) => PathPattern === path)

  it('sends operations and sign-in to the API, files to the bucket, all else to the pages', () => {
    expect(all.map(({ PathPattern, TargetOriginId }) => [PathPattern, TargetOriginId])).toEqual([
      ['/api/openapi.json', 'files'],
      ['/api/*', 'api'],
      ['/auth/*', 'api'],
      ['/assets/*', 'files'],
      ['/public-data/*', 'files'],
      [undefined, 'api'],
    ])
  })

  it('speaks TLS 1.2 or later, to browsers and to the API', () => {
    for (const { ViewerProtocolPolicy } of all) expect(ViewerProtocolPolicy).toBe('redirect-to-https')
    expect(config.ViewerCertificate).toMatchObject({
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
    })
    expect(config.Origins[0].CustomOriginConfig).toEqual({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    })
  })

  it('lets writes through to operations only', () => {
    const writable = all.filter(({ AllowedMethods }) => AllowedMethods.includes('POST'))
    expect(writable.map(({ PathPattern }) => PathPattern)).toEqual(['/api/*', '/auth/*'])
  })

  it('logs who asked, without cookies', () => {
    expect(config.Logging).toMatchObject({ IncludeCookies: false })
    expect(text(config.Logging.Bucket)).toContain('SiteLogs')
  })

  it('reads two prefixes of the bucket, the contract, and nothing else', () => {
    const policies = ofType(resources, 'AWS::S3::BucketPolicy').flatMap(
      ({ properties }) => properties.PolicyDocument.Statement,
    )
    const [reading, ...more] = policies.filter(({ Action }) => Action === 's3:GetObject')
    expect(more).toEqual([])
    expect(reading.Resource.map(text)).toEqual([
      expect.stringMatching(/>\/api\/openapi\.json$/),
      expect.stringMatching(/>\/assets\/\*$/),
      expect.stringMatching(/>\/public-data\/\*$/),
    ])
  })

  it('never keeps an answer of an operation', () => {
    for (const path of ['/api/*', '/auth/*']) {
      const { CachePolicyId, MaxTTL } = at(path)
      // Managed-CachingDisabled
      expect(CachePolicyId ?? MaxTTL).toBe(partition === 'aws' ? '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' : 0)
    }
  })
})

describe('the distribution outside China', () => {
  const resources = resourcesOf('aws')
  const config = only(resources, 'AWS::CloudFront::Distribution').properties.DistributionConfig
  const headers = only(resources, 'AWS::CloudFront::ResponseHeadersPolicy').properties
    .ResponseHeadersPolicyConfig

  it('gives files the headers that the bucket cannot', () => {
    const security = headers.SecurityHeadersConfig
    expect(security.StrictTransportSecurity).toMatchObject({
      AccessControlMaxAgeSec: 63_072_000,
      IncludeSubdomains: true,
    })
    expect(security.ContentTypeOptions).toEqual({ Override: true })
    const files = config.CacheBehaviors.filter(({ TargetOriginId }: Cached) => TargetOriginId === 'files')
    expect(files).toHaveLength(3)
    for (const { ResponseHeadersPolicyId } of files) expect(ResponseHeadersPolicyId).toBeDefined()
  })

  it('keeps hashed files a year, published ones minutes', () => {
    const kept = Object.fromEntries(
      ofType(resources, 'AWS::CloudFront::CachePolicy').map(
        ({ properties: { CachePolicyConfig: policy } }) => [policy.Name, policy.DefaultTTL],
      ),
    )
    expect(kept).toEqual({
      'xinlian-immutable': 31_536_000,
      'xinlian-published': 60,
      'xinlian-documents': 60,
    })
  })

  it('passes everything but the host to operations', () => {
    // Managed-AllViewerExceptHostHeader
    const operations = config.CacheBehaviors.find(({ PathPattern }: Cached) => PathPattern === '/api/*')
    expect(operations.OriginRequestPolicyId).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac')
  })

  it('takes a firewall where one is named', () => {
    expect(config.WebACLId).toBeUndefined()
    const webAclArn = 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/xinlian/1'
    const guarded = only(resourcesOf('aws', { webAclArn }), 'AWS::CloudFront::Distribution')
    expect(guarded.properties.DistributionConfig.WebACLId).toBe(webAclArn)
  })
})

describe('the distribution in China', () => {
  const config = only(resourcesOf('aws-cn'), 'AWS::CloudFront::Distribution').properties.DistributionConfig
  const [, operations, , immutable, published] = config.CacheBehaviors

  it('keeps hashed files a year, published ones minutes', () => {
    expect(immutable.DefaultTTL).toBe(31_536_000)
    expect(published).toMatchObject({ DefaultTTL: 60, MaxTTL: 300 })
  })

  it('passes cookies, queries and the headers that operations read, but never the host', () => {
    const { Cookies, QueryString, Headers } = operations.ForwardedValues
    expect({ Cookies, QueryString }).toEqual({ Cookies: { Forward: 'all' }, QueryString: true })
    expect(Headers).toEqual(expect.arrayContaining(['Accept', 'Authorization', 'Origin', 'Sec-Fetch-Site']))
    expect(Headers.map((header: string) => header.toLowerCase())).not.toContain('host')
    expect(Headers).not.toContain('*')
  })

  it('asks for documents without cookies', () => {
    expect(config.DefaultCacheBehavior.ForwardedValues).toEqual({
      Cookies: { Forward: 'none' },
      QueryString: false,
    })
  })

  it('has its certificate from IAM and its own name', () => {
    expect(config.ViewerCertificate.IamCertificateId).toBe('ASCAEXAMPLECERTIFICATE')
    expect(config.Aliases).toEqual(['xinlian.example.cn'])
  })
})
