import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a Lambda of ours finds in its environment, with the root key in a file of `folder` instead of a secret. */
export function lambdaEnvironment(folder: string): Record<string, string> {
  const keys = join(folder, 'root-key')
  writeFileSync(keys, randomBytes(48).toString('base64url'), { mode: 0o600 })
  return {
    TABLE_NAME: 'xinlian',
    PUBLIC_ORIGIN: 'https://xinlian.example.org',
    KEYS_FILE: keys,
    OIDC_ISSUER: 'https://sign-in.example.org',
    OIDC_CLIENT_ID: 'xinlian',
    OIDC_AUDIENCE: 'https://xinlian.example.org/api',
    LOG_LEVEL: 'error',
    EVENT_BUS_NAME: 'xinlian',
    PUBLIC_FILES: folder,
    FILES_URL: 'https://files.example.org',
    FILES_REGION: 'ap-southeast-1',
    AWS_REGION: 'ap-southeast-1',
    AWS_ACCESS_KEY_ID: 'none',
    AWS_SECRET_ACCESS_KEY: 'none',
  }
}
