import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './application.ts'

/** Where the built pages are. Apart from the build itself: the server asks for it, and must not load the bundler. */
export const webFolder = join(root, '.build/web')

const sourcePatterns = [
  'frontends/**/*.*',
  'shared/**/*.ts',
  'functions/platform/openapi.ts',
  'infra/local/build*.ts',
  'package-lock.json',
]

/** Changes whenever a source of the pages was touched: names, sizes and times of all of them. */
export async function fingerprint(): Promise<string> {
  const lines: string[] = []
  for await (const file of glob(sourcePatterns, { cwd: root })) {
    const { size, mtimeMs } = await stat(join(root, file))
    lines.push(`${file} ${size} ${mtimeMs}`)
  }
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex')
}

/** Is there no build, or one of other sources? */
export async function isStale(outDir: string = webFolder): Promise<boolean> {
  const file = join(outDir, 'build.json')
  if (!existsSync(file)) return true
  const known = JSON.parse(await readFile(file, 'utf8')) as { fingerprint: string }
  return known.fingerprint !== (await fingerprint())
}
