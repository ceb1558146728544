import { existsSync } from 'node:fs'
import { AwsClient } from 'aws4fetch'
import { handle } from 'hono/aws-lambda'
import { sitePages } from './pages.ts'
import { openPublicPages, type Renderer } from './public-pages.ts'

const { env } = process

const signer = new AwsClient({
  accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
  secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
  sessionToken: env['AWS_SESSION_TOKEN'] ?? '',
  service: 's3',
  region: env['FILES_REGION'] ?? '',
})
const read = (key: string) => signer.fetch(`${env['FILES_URL']}/${key}`)

/** Lies beside this module where the pages were built before it was bundled. */
const built = new URL('./render.mjs', import.meta.url)
const renderer = existsSync(built) ? ((await import(built.href)) as Renderer) : undefined

/** Wiring only: the bucket, read by signed requests; the renderer; the issuer where sign-out ends. */
export const handler = handle(
  sitePages({
    read,
    publicPages: renderer && openPublicPages({ renderer, read, now: Date.now, origin: env['PUBLIC_ORIGIN'] }),
    report: ({ message }) => console.error(JSON.stringify({ level: 'error', context: 'pages', message })),
    formTargets: env['OIDC_ISSUER'] ? [new URL(env['OIDC_ISSUER']).origin] : [],
  }),
)
