/** What the server side must be told of the local issuer, as variables of its configuration. */
export const issuerSettings = (origin: string) => ({
  OIDC_ISSUER: `${origin}/issuer`,
  OIDC_CLIENT_ID: 'pages',
  OIDC_AUDIENCE: `${origin}/api`,
})

/** The other system of the demo: its tokens carry this id as their subject. */
export const demoSystemId = 'demo-system'
