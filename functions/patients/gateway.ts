import { randomUUID } from 'node:crypto'
import type { Config } from '#functions/platform/config.ts'
import { secretAt } from '#functions/platform/keys.ts'
import { signedHeaders } from '#functions/platform/webhook.ts'
import type { ContactLanguage, NoticeChannel, NoticeTemplate } from '#shared/patients/index.ts'

/** One copy for one person, as the hospital's gateway gets it. */
export interface GatewayMessage {
  /** Sent twice, it is one message: the gateway keeps it by this id. */
  readonly messageId: string
  readonly channel: NoticeChannel
  readonly to: { readonly phone: string } | { readonly email: string }
  readonly language: ContactLanguage
  readonly subject: string
  readonly text: string
  /** For gateways whose carrier has templates of its own. */
  readonly template: NoticeTemplate
  readonly facts: Readonly<Record<string, string>>
}

/** Taken; never to be taken; or nobody was there to take it. */
export type Handover = 'taken' | 'refused' | 'unavailable'

export interface Gateway {
  /** The channels it speaks; none where no gateway is configured. */
  readonly channels: readonly NoticeChannel[]
  send(message: GatewayMessage, now: number): Promise<Handover>
  /** What both sides sign with. */
  key(): Promise<string | undefined>
}

/** Shorter than the ten seconds of a Lambda, longer than any gateway that is well. */
const patienceMs = 4000

/** The gateway that the configuration names: any hospital's, by a signed webhook. 2xx means taken. */
export function openGateway(
  config: Config,
  environment: Readonly<Record<string, string | undefined>> = {},
): Gateway {
  const { NOTICE_GATEWAY_URL: url, NOTICE_GATEWAY_KEY_FILE: file, NOTICE_GATEWAY_KEY_ARN: arn } = config
  const key = secretAt({ file, arn }, environment)
  return {
    channels: url ? config.NOTICE_CHANNELS : [],
    key,
    async send(message, now) {
      const secret = await key()
      if (!url || !secret) return 'unavailable'
      const body = JSON.stringify(message)
      const headers = {
        'content-type': 'application/json',
        'x-request-id': randomUUID(),
        ...signedHeaders(secret, message.messageId, now, body),
      }
      const signal = AbortSignal.timeout(patienceMs)
      return fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
        .then(async (response) => {
          await response.body?.cancel()
          return handoverOf(response.status)
        })
        .catch(() => 'unavailable')
    },
  }
}

const handoverOf = (status: number): Handover => {
  if (status >= 200 && status < 300) return 'taken'
  return status >= 500 || status === 408 || status === 425 || status === 429 ? 'unavailable' : 'refused'
}
