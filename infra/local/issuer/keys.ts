import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** The local issuer's secrets. One file, readable by its owner alone, made at the first start and kept. */
export interface IssuerKeys {
  readonly signing: JWK
  readonly cookies: readonly string[]
  /** Of the client that other systems use in the demo (client credentials). */
  readonly systemSecret: string
}

const keyFile = (dataDir: string): string => join(dataDir, 'issuer-keys.json')

/** @throws Error where the file is there and is not ours. */
export async function openIssuerKeys(dataDir: string): Promise<IssuerKeys> {
  const text = await readFile(keyFile(dataDir), 'utf8').catch(() => undefined)
  if (text !== undefined) return JSON.parse(text) as IssuerKeys
  await mkdir(dataDir, { recursive: true })
  const made = await makeKeys()
  await writeFile(keyFile(dataDir), JSON.stringify(made), { mode: 0o600, flag: 'wx' })
  return made
}

async function makeKeys(): Promise<IssuerKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(privateKey)
  return {
    signing: { ...jwk, use: 'sig', alg: 'ES256', kid: randomBytes(6).toString('base64url') },
    cookies: [randomBytes(32).toString('base64url')],
    systemSecret: randomBytes(32).toString('base64url'),
  }
}
