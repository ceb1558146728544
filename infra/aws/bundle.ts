import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type BuildOptions, buildSync, type Metafile } from 'esbuild'

/**
 * One Lambda's code, alone in its folder: a minified module, and beside it the parts that it imports when they are first
 * asked for (`import()`), which a cold start therefore neither reads nor parses.
 */
export interface Bundle {
  readonly directory: string
  /** The module that a start begins with. */
  readonly file: string
  /** Of all files together. */
  readonly bytes: number
  readonly gzipBytes: number
  /** Of the entry and what it imports at once: what a cold start reads. */
  readonly startGzipBytes: number
}

/** Some packages are CommonJS inside and call `require`, which a module does not have. */
const banner = "import{createRequire as __require}from'node:module';const require=__require(import.meta.url);"

/**
 * What stays out of every cold start. Schemas are made when they are first used. ElectroDB is its entities; it makes its
 * calls as the SDK's commands, and our own client needs of them a name and an input only; its entity definitions are
 * checked in tests. What is around the core of `tiny-pinyin` makes tables of Chinese collation at once, to look for a
 * fault of Node 4. Brotli is Node's own.
 */
const standIns = {
  zod: resolve('infra/aws/late-schemas.ts'),
  'zod/v4': 'zod/v4',
  'brotli/decompress.js': resolve('infra/aws/native-brotli.ts'),
  '@aws-sdk/lib-dynamodb': resolve('functions/platform/commands.ts'),
  electrodb: resolve('infra/aws/electrodb-core.ts'),
  'electrodb/src': 'electrodb/src',
  jsonschema: resolve('infra/aws/unchecked-models.ts'),
  'tiny-pinyin': 'tiny-pinyin/dist/core.js',
}

export interface BundleOptions extends Pick<BuildOptions, 'alias' | 'splitting'> {
  readonly file?: string
}

/**
 * Bundles `entry` into `<outDir>/<name>/index.mjs` and its parts. The bytes depend on the sources alone, so that an
 * unchanged function keeps its hash, in both partitions.
 */
export function bundle(
  name: string,
  entry: string,
  outDir = '.build/functions',
  { file: fileName = 'index.mjs', ...options }: BundleOptions = {},
): Bundle {
  const directory = join(outDir, name)
  const stem = basename(fileName, '.mjs')
  const { outputFiles, metafile } = buildSync({
    metafile: true,
    entryPoints: { [stem]: entry },
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    chunkNames: `${stem}-[name]-[hash]`,
    splitting: true,
    bundle: true,
    write: false,
    platform: 'node',
    // Speaks plain HTTP to an engine on one machine; a function speaks TLS and never loads it.
    external: ['undici'],
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
  const files = outputFiles.map(({ path, text }) => ({ path, code: Buffer.from(inAscii(text)) }))
  const file = join(directory, fileName)
  replaceFiles(file, stem, files)
  const atStart = startedWith(metafile.outputs, fileName)
  return {
    directory,
    file,
    bytes: sum(files.map(({ code }) => code.length)),
    gzipBytes: sum(files.map(packed)),
    startGzipBytes: sum(files.filter(({ path }) => atStart.has(basename(path))).map(packed)),
  }
}

const packed = ({ code }: BuiltFile): number => gzipSync(code, { level: 9 }).length

/** The names of the files that the entry imports, and those import, without an `import()` in between. */
function startedWith(outputs: Metafile['outputs'], entry: string): ReadonlySet<string> {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]))
  const found = new Set<string>()
  const visit = (name: string): void => {
    if (found.has(name)) return
    found.add(name)
    for (const { path, kind } of byName.get(name)?.imports ?? [])
      if (kind === 'import-statement' && byName.has(basename(path))) visit(basename(path))
  }
  visit(entry)
  return found
}

/** Our patterns hold Chinese as it is written; one such character makes the engine keep a whole file at two bytes each. */
const inAscii = (code: string): string =>
  code.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

interface BuiltFile {
  readonly path: string
  readonly code: Buffer
}

/** The entry comes last, so that it never names a part that is not there; parts that nothing names any more go. */
function replaceFiles(entry: string, stem: string, files: readonly BuiltFile[]): void {
  const isEntry = ({ path }: BuiltFile) => basename(path) === basename(entry)
  const inOrder = [...files.filter((file) => !isEntry(file)), ...files.filter(isEntry)]
  for (const { path, code } of inOrder) replaceFile(path, code)
  const kept = new Set(files.map(({ path }) => basename(path)))
  for (const name of readdirSync(dirname(entry)))
    if (name.startsWith(`${stem}-`) && name.endsWith('.mjs') && !kept.has(name))
      rmSync(join(dirname(entry), name), { force: true })
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

/** Those of them that do things by the clock: their folder says what in `jobs.ts`. */
export const contextsByClock = (root = '.'): string[] =>
  deployedContexts(root).filter((context) => existsSync(join(root, 'functions', context, 'jobs.ts')))

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

/** Papers are printed with this font, embedded: it lies beside the module, and is read when a paper is asked for. */
const paperFont = {
  of: 'practitioners',
  file: 'node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff',
  as: 'noto-sans-sc.woff',
}

/** A function's whole code; the pages bring the renderer along where it has been built, papers their font. */
export function bundleFunction(name: string, entry: string, outDir?: string): Bundle {
  if (name === 'pages' && existsSync(publicRenderer))
    bundle(name, publicRenderer, outDir, { file: 'render.mjs' })
  const bundled = bundle(name, entry, outDir)
  if (name === paperFont.of) replaceFile(join(bundled.directory, paperFont.as), readFileSync(paperFont.file))
  return bundled
}
