import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront'

/** How a kind of answer is kept and what of the request reaches who answers. */
export type Kind = 'documents' | 'operations' | 'immutable' | 'published'

export interface Behaviour {
  readonly origin: 'api' | 'files'
  readonly kind: Kind
}

/** What of the site is answered by whom, in the order in which CloudFront looks. */
export const behaviours: readonly (Behaviour & { readonly path: string })[] = [
  { path: '/api/openapi.json', origin: 'files', kind: 'published' },
  { path: '/api/*', origin: 'api', kind: 'operations' },
  { path: '/auth/*', origin: 'api', kind: 'operations' },
  { path: '/assets/*', origin: 'files', kind: 'immutable' },
  { path: '/public-data/*', origin: 'files', kind: 'published' },
]
/** Every path that none of them names. */
export const anythingElse: Behaviour = { origin: 'api', kind: 'documents' }

/** Seconds that the CDN keeps an answer: at least, by default, at most. Browsers go by the answer's own header. */
export const keeping: Readonly<Record<Kind, { min: number; usual: number; max: number }>> = {
  operations: { min: 0, usual: 0, max: 0 },
  documents: { min: 0, usual: 60, max: 86_400 },
  published: { min: 0, usual: 60, max: 300 },
  immutable: { min: 86_400, usual: 31_536_000, max: 31_536_000 },
}

/** What the two partitions say differently of the same distribution. */
export interface Edge {
  caching(kind: Kind): Partial<CfnDistribution.DefaultCacheBehaviorProperty>
  readonly filesOrigin: Partial<CfnDistribution.OriginProperty>
  readonly certificate: CfnDistribution.ViewerCertificateProperty
  readonly distribution: Partial<CfnDistribution.DistributionConfigProperty>
}
