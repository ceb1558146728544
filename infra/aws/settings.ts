import { readFileSync } from 'node:fs'
import * as z from 'zod'

export const partitions = ['aws', 'aws-cn'] as const
export type Partition = (typeof partitions)[number]

const settingsSchema = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .describe('Account to deploy to; by default the one of the credentials'),
  region: z.string().min(5).describe('Region that holds the data'),
  domainName: z
    .hostname()
    .describe('Name under which people reach the system; in China it needs an ICP recordal'),
  certificate: z
    .string()
    .min(10)
    .describe('ACM certificate ARN in us-east-1; in aws-cn the id of an IAM server certificate'),
  oidcIssuer: z.url({ protocol: /^https$/ }).describe('OpenID Connect issuer'),
  oidcClientId: z.string().min(1).describe('Client id of the pages at the issuer'),
  oidcAudience: z.string().min(1).describe('Audience that bearer tokens of other systems must carry'),
  alarmEmail: z.email().optional().describe('Who is written to when an alarm goes off'),
  webAclArn: z
    .string()
    .startsWith('arn:')
    .optional()
    .describe('WAF web ACL for the distribution; aws only, scope CLOUDFRONT'),
  noticeGateway: z
    .strictObject({
      url: z.url({ protocol: /^https$/ }).describe("The hospital's message gateway"),
      channels: z
        .array(z.enum(['sms', 'wechat', 'email']))
        .min(1)
        .default(['sms'])
        .describe('What it speaks'),
    })
    .optional()
    .describe(
      'Where messages go besides the mailboxes; its key is made by the data stack and given to the hospital',
    ),
  logLevel: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Least severe line that is logged'),
})

/** All that differs from one deployment to another; kept in cdk.json under `deployments`. */
export interface Settings extends Readonly<z.output<typeof settingsSchema>> {
  readonly partition: Partition
}

/** cdk.json's `context`: the CDK's feature flags and our deployments. The CLI passes it on; plain Node does not. */
export function readContext(file = 'cdk.json'): Record<string, unknown> {
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(file, 'utf8')))
  return context
}

/** @throws ZodError that names the setting where cdk.json lacks the partition or a value is wrong. */
export function readSettings(context: unknown, partition: string): Settings {
  const { deployments } = z
    .object({ deployments: z.record(z.enum(partitions), settingsSchema) })
    .parse({ deployments: context })
  const chosen = z.enum(partitions).parse(partition)
  return { partition: chosen, ...deployments[chosen] }
}
