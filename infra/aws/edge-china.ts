import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront'
import { type Edge, type Kind, keeping } from './behaviours.ts'
import type { Settings } from './settings.ts'
import type { SiteFiles } from './site-files.ts'

/** Headers that CloudFront would drop or rewrite and our operations read; the rest passes by itself. `Host` must not. */
const passed = ['Accept', 'Accept-Language', 'Authorization', 'Origin', 'Sec-Fetch-Site', 'User-Agent']

const forwarding = (kind: Kind): CfnDistribution.ForwardedValuesProperty =>
  kind === 'operations'
    ? { queryString: true, cookies: { forward: 'all' }, headers: passed }
    : { queryString: false, cookies: { forward: 'none' } }

/** CloudFront as China has it: no policies of caching and headers, an access identity, certificates kept by IAM. */
export function chinaEdge({ certificate }: Settings, { identity }: SiteFiles): Edge {
  return {
    caching: (kind) => ({
      forwardedValues: forwarding(kind),
      minTtl: keeping[kind].min,
      defaultTtl: keeping[kind].usual,
      maxTtl: keeping[kind].max,
    }),
    filesOrigin: {
      s3OriginConfig: { originAccessIdentity: `origin-access-identity/cloudfront/${identity?.ref ?? ''}` },
    },
    certificate: {
      iamCertificateId: certificate,
      minimumProtocolVersion: 'TLSv1.2_2021',
      sslSupportMethod: 'sni-only',
    },
    distribution: {},
  }
}
