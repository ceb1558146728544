import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { sfntOf } from './woff.ts'

/** Beside a bundle the font lies under this name (infra/aws/bundle.ts). */
const shipped = new URL('noto-sans-sc.woff', import.meta.url)

const fontPath = (): string =>
  existsSync(shipped)
    ? fileURLToPath(shipped)
    : createRequire(import.meta.url).resolve(
        '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
      )

let plain: Promise<Buffer> | undefined

/** Noto Sans SC, regular: 7,900 characters, Latin among them. A rarer character of a name prints as a box. Read once. */
export function paperFont(): Promise<Buffer> {
  plain ??= readFile(fontPath()).then(sfntOf)
  return plain
}
