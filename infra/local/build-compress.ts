import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

const worthIt = /\.(?:js|css|html|json|svg|txt|webmanifest)$/
/** Smaller files grow by their headers. */
const leastBytes = 512

export const isWorthPacking = (path: string, size: number): boolean =>
  worthIt.test(path) && size >= leastBytes

/** Writes `.br` and `.gz` beside each text, once per content: hashed files that have theirs are left alone. */
export async function compressAll(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const texts = files.filter((file) => file.isFile())
  await Promise.all(texts.map((file) => compress(join(file.parentPath, file.name))))
}

async function compress(path: string): Promise<void> {
  const { size, mtimeMs } = await stat(path)
  if (!isWorthPacking(path, size)) return
  const done = await stat(`${path}.br`).then(
    (made) => made.mtimeMs >= mtimeMs,
    () => false,
  )
  if (done) return
  const bytes = await readFile(path)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: size }
  await writeFile(`${path}.br`, await toBrotli(bytes, { params }))
  await writeFile(`${path}.gz`, await toGzip(bytes, { level: 9 }))
}
