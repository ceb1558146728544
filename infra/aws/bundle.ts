import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, buildSync } from 'esbuild'

/** One Lambda's code: a single minified module, alone in its folder. */
export interface Bundle {
  readonly directory: string
  readonly file: string
  readonly bytes: number
  readonly gzipBytes: number
}

/** Some packages are CommonJS inside and call `require`, which a module does not have. */
const banner = "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);"

/**
 * What stays out of every cold start. ElectroDB makes its calls as the SDK's commands, and our own client needs of them
 * a name and an input only; its entity definitions are checked in tests.
 */
const standIns = {
  '@aws-sdk/lib-dynamodb': resolve('functions/platform/commands.ts'),
  jsonschema: resolve('infra/aws/unchecked-models.ts'),
}

export interface BundleOptions extends Pick<BuildOptions, 'alias'> {
  readonly file?: string
}

/**
 * Bundles `entry` into `<outDir>/<name>/index.mjs`. The bytes depend on the sources alone, so that an unchanged
 * function keeps its hash, in both partitions.
 */
export function bundle(
  name: string,
  entry: string,
  outDir = '.build/functions',
  { file: fileName = 'index.mjs', ...options }: BundleOptions = {},
): Bundle {
  const directory = join(outDir, name)
  const file = join(directory, fileName)
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    alias: standIns,
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: banner },
    logLevel: 'warning',
    ...options,
  })
  const code = Buffer.from(outputFiles[0]?.contents ?? [])
  replaceFile(file, code)
  return { directory, file, bytes: code.length, gzipBytes: gzipSync(code, { level: 9 }).length }
}

/** Whole or not at all: two processes may bundle the same function at the same time. */
function replaceFile(file: string, content: Buffer): void {
  if (existsSync(file) && readFileSync(file).equals(content)) return
  mkdirSync(dirname(file), { recursive: true })
  const half = `${file}.${process.pid}`
  writeFileSync(half, content)
  renameSync(half, file)
}

/** The contexts that run in the cloud: each folder of `functions` that has a handler. */
export const deployedContexts = (root = '.'): string[] =>
  globSync('functions/*/handler.ts', { cwd: root })
    .map((path) => dirname(path).split(/[\\/]/).at(-1) ?? '')
    .sort()

/** Every Lambda and the file it starts from. */
export function entries(contexts: readonly string[]): Record<string, string> {
  return {
    ...Object.fromEntries(contexts.map((context) => [context, `functions/${context}/handler.ts`])),
    relay: 'functions/platform/relay-handler.ts',
    pages: 'infra/aws/pages-handler.ts',
  }
}

/** What the web build makes of the public pages, for a server. */
const publicRenderer = '.build/public-renderer/render.js'

/** A function's whole code; the pages bring the renderer along where it has been built. */
export function bundleFunction(name: string, entry: string, outDir?: string): Bundle {
  if (name === 'pages' && existsSync(publicRenderer))
    bundle(name, publicRenderer, outDir, { file: 'render.mjs' })
  return bundle(name, entry, outDir)
}
