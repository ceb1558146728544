import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { AwsClient } from 'aws4fetch'
import type { Config } from './config.ts'

/** Keys of one deployment, all derived from one root by HKDF (RFC 5869), so that one secret is rotated and guarded. */
export interface Keys {
  /** 32 bytes: the session cookie (JWE dir, A256GCM). */
  readonly session: Uint8Array
  readonly fields: FieldCipher
}

/** Encrypts single fields (ID number, phone) and makes the keyed blind index by which they are found again. */
export interface FieldCipher {
  /** AES-256-GCM with a fresh 96-bit nonce; `about` binds the text to its record. Base64url of nonce, tag, text. */
  seal(plain: string, about: string): string
  /** @throws Error where the text was changed or moved to another record. */
  open(sealed: string, about: string): string
  /** HMAC-SHA-256, 128 bits: equal inputs of one kind give equal tokens, nothing else can be read from them. */
  blind(kind: string, plain: string): string
}

/** @throws Error where neither source of the root key is configured or the root is shorter than 32 characters. */
export async function openKeys(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Keys> {
  const root = await readRoot(config, environment)
  if (root.length < 32) throw new Error('Configuration: the root key needs at least 32 characters')
  return deriveKeys(root)
}

export function deriveKeys(root: string): Keys {
  const derive = (purpose: string) => new Uint8Array(hkdfSync('sha256', root, 'xinlian', purpose, 32))
  return { session: derive('session'), fields: fieldCipher(derive('field'), derive('blind-index')) }
}

async function readRoot(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if (config.KEYS_FILE) return (await readFile(config.KEYS_FILE, 'utf8')).trim()
  if (config.KEYS_SECRET_ARN) return readSecret(config.KEYS_SECRET_ARN, environment)
  throw new Error('Configuration: KEYS_FILE or KEYS_SECRET_ARN is needed')
}

export interface SecretPlace {
  readonly file: string | undefined
  readonly arn: string | undefined
}

/** A secret that only some requests need: read at the first of them, kept once it could be read. */
export function secretAt(
  { file, arn }: SecretPlace,
  environment: Readonly<Record<string, string | undefined>>,
): () => Promise<string | undefined> {
  let known: string | undefined
  return async () => {
    if (known !== undefined || (!file && !arn)) return known
    known = (file ? await readFile(file, 'utf8') : await readSecret(arn ?? '', environment)).trim()
    return known
  }
}

/** GetSecretValue by a signed fetch: the SDK's own client would add its import time to every cold start. */
async function readSecret(
  arn: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const [, partition, , region = ''] = arn.split(':')
  const domain = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  const client = new AwsClient({
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
    service: 'secretsmanager',
    region,
  })
  const response = await client.fetch(`https://secretsmanager.${region}.${domain}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    },
    body: JSON.stringify({ SecretId: arn }),
  })
  if (!response.ok) throw new Error(`Secrets Manager answered ${response.status}`)
  return ((await response.json()) as { SecretString: string }).SecretString
}

const nonceBytes = 12
const tagBytes = 16

function fieldCipher(fieldBytes: Uint8Array, indexBytes: Uint8Array): FieldCipher {
  // Made once: from bare bytes Node makes a key anew with each field.
  const [fieldKey, indexKey] = [createSecretKey(fieldBytes), createSecretKey(indexBytes)]
  return {
    seal(plain, about) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', fieldKey, nonce).setAAD(Buffer.from(about))
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', fieldKey, bytes.subarray(0, nonceBytes))
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
      return Buffer.concat([
        decipher.update(bytes.subarray(nonceBytes + tagBytes)),
        decipher.final(),
      ]).toString('utf8')
    },
    blind: (kind, plain) =>
      createHmac('sha256', indexKey)
        .update(`${kind}\u0000${plain}`)
        .digest()
        .subarray(0, 16)
        .toString('base64url'),
  }
}
