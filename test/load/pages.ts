import { globSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { buildWeb, isStale, webFolder } from '../../infra/local/build.ts'

export interface PageBytes {
  readonly folder: string
  readonly files: number
  readonly scripts: number
  readonly styles: number
}

const packed = (file: string): number =>
  brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length

/** What each part of the pages weighs when all of it is loaded, bytes; one page loads a part of its part. */
export async function measurePages(): Promise<PageBytes[]> {
  if (await isStale()) await buildWeb()
  const folders = globSync('assets/*', { cwd: webFolder }).sort()
  return folders.map((folder) => {
    const files = (ending: string) => globSync(`${folder}/**/*.${ending}`, { cwd: webFolder })
    const weight = (ending: string) =>
      files(ending).reduce((sum, file) => sum + packed(`${webFolder}/${file}`), 0)
    return {
      folder,
      files: files('js').length + files('css').length,
      scripts: weight('js'),
      styles: weight('css'),
    }
  })
}
