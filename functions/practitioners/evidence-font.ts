import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Characters, charactersOf } from './font-characters.ts'
import { sfntOf } from './woff.ts'

/** Beside a bundle the font lies under this name (infra/aws/bundle.ts). */
const shipped = new URL('noto-sans-sc.woff', import.meta.url)

const fontPath = (): string =>
  existsSync(shipped)
    ? fileURLToPath(shipped)
    : createRequire(import.meta.url).resolve(
        '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
      )

export interface PaperFont {
  readonly file: Buffer
  readonly characters: Characters
}
let plain: Promise<PaperFont> | undefined

/** Noto Sans SC, regular: 7,900 characters, Latin among them. Read once. */
export function paperFont(): Promise<PaperFont> {
  plain ??= readFile(fontPath()).then((woff) => {
    const file = sfntOf(woff)
    return { file, characters: charactersOf(file) }
  })
  return plain
}
