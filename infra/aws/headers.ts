/** Two years, the least that browsers' preload lists accept. Seconds. */
export const hstsSeconds = 63_072_000

/**
 * The policy of every document. `importMapHash` is the source of its one inline script, the import map; sign-out is a
 * form that ends at the issuer, whose origin is a form target.
 */
export const contentSecurityPolicy = (importMapHash?: string, formTargets: readonly string[] = []): string =>
  [
    "default-src 'none'",
    `script-src 'self'${importMapHash ? ` '${importMapHash}'` : ''}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types vue',
  ].join('; ')

/** What every document and every file carries. */
export const alwaysHeaders = {
  'cross-origin-opener-policy': 'same-origin-allow-popups',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(self), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'strict-transport-security': `max-age=${hstsSeconds}; includeSubDomains`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const
