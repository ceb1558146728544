import { Duration } from 'aws-cdk-lib'
import {
  CachePolicy,
  CfnOriginAccessControl,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import type { Construct } from 'constructs'
import { type Edge, type Kind, keeping } from './behaviours.ts'
import { alwaysHeaders, hstsSeconds } from './headers.ts'
import type { Settings } from './settings.ts'

/** CloudFront outside China: signed reads of the bucket, policies for caching and for the headers of files. */
export function globalEdge(scope: Construct, { certificate, webAclArn }: Settings): Edge {
  const policies = Object.fromEntries(
    (['documents', 'published', 'immutable'] as const).map((kind) => [
      kind,
      cachePolicy(scope, kind).cachePolicyId,
    ]),
  )
  const responseHeadersPolicyId = fileHeaders(scope).responseHeadersPolicyId
  return {
    caching: (kind) =>
      kind === 'operations'
        ? {
            cachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
            originRequestPolicyId: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
          }
        : {
            cachePolicyId: policies[kind] ?? '',
            ...(kind === 'documents' ? {} : { responseHeadersPolicyId }),
          },
    filesOrigin: {
      s3OriginConfig: { originAccessIdentity: '' },
      originAccessControlId: accessControl(scope).attrId,
    },
    certificate: {
      acmCertificateArn: certificate,
      minimumProtocolVersion: 'TLSv1.2_2021',
      sslSupportMethod: 'sni-only',
    },
    distribution: webAclArn === undefined ? {} : { webAclId: webAclArn },
  }
}

const cachePolicy = (scope: Construct, kind: Exclude<Kind, 'operations'>): CachePolicy =>
  new CachePolicy(scope, `Keep-${kind}`, {
    cachePolicyName: `xinlian-${kind}`,
    minTtl: Duration.seconds(keeping[kind].min),
    defaultTtl: Duration.seconds(keeping[kind].usual),
    maxTtl: Duration.seconds(keeping[kind].max),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  })

const accessControl = (scope: Construct): CfnOriginAccessControl =>
  new CfnOriginAccessControl(scope, 'Reader', {
    originAccessControlConfig: {
      name: 'xinlian-files',
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    },
  })

/** Files straight from the bucket cannot bring headers along; documents bring their own. */
const fileHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'FileHeaders', {
    responseHeadersPolicyName: 'xinlian-files',
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(hstsSeconds),
        includeSubdomains: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: (['cross-origin-resource-policy', 'permissions-policy'] as const).map((header) => ({
        header,
        value: alwaysHeaders[header],
        override: true,
      })),
    },
  })
