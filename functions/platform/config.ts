import * as z from 'zod'

/** All that the server side can be told, parsed once at start. A bad value stops the start with the variable's name. */
const configSchema = z.object({
  TABLE_NAME: z.string().min(3).describe('The one DynamoDB table'),
  DYNAMODB_ENDPOINT: z.url().optional().describe("Another DynamoDB endpoint than the region's own"),
  PUBLIC_ORIGIN: z
    .url()
    .describe('Scheme, host and port that browsers use; redirects and CSRF checks rest on it'),
  KEYS_SECRET_ARN: z
    .string()
    .optional()
    .describe('Secrets Manager secret with the root key (64 characters or more)'),
  KEYS_FILE: z.string().optional().describe('File with the root key, for one machine; mode 0600'),
  OIDC_ISSUER: z.url().describe('OpenID Connect issuer; its discovery document must be reachable'),
  OIDC_CLIENT_ID: z.string().min(1).describe('Client id of the pages at the issuer'),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .describe('Client secret, where the issuer asks for one besides PKCE'),
  OIDC_AUDIENCE: z.string().min(1).describe('Audience that bearer tokens of other systems must carry'),
  PUBLIC_FILES: z.string().optional().describe('Where public files are kept: s3://bucket or a folder'),
  EVENT_BUS_NAME: z.string().optional().describe('EventBridge bus of the relay'),
  NOTICE_GATEWAY_URL: z
    .url({ protocol: /^https$/ })
    .or(z.url({ protocol: /^http$/, hostname: /^(127\.0\.0\.1|localhost)$/ }))
    .optional()
    .describe("The hospital's message gateway; without one messages lie in the mailboxes only"),
  NOTICE_GATEWAY_KEY_ARN: z
    .string()
    .optional()
    .describe('Secrets Manager secret with the key that the gateway and we sign with (Standard Webhooks)'),
  NOTICE_GATEWAY_KEY_FILE: z.string().optional().describe('File with that key, for one machine; mode 0600'),
  NOTICE_CHANNELS: z
    .string()
    .default('sms')
    .transform((text) => text.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(['sms', 'wechat', 'email'])))
    .describe('Channels that the gateway speaks, with commas: sms, wechat, email'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least severe line that is logged'),
})
export type Config = z.output<typeof configSchema>

/** @throws Error with the names of the variables that are missing or wrong, never their values. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // Read once: a function made for this very schema would cost more than it spares.
  const parsed = configSchema.safeParse(environment, { jitless: true })
  if (parsed.success) return parsed.data
  const names = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`)
  throw new Error(`Configuration: ${names.join(', ')}`)
}
