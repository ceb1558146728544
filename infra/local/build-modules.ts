import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build, type InlineConfig, type Plugin } from 'vite'
import { compiledLocales } from './build-locales.ts'
import { chunksAlone, contractsWithoutWords, iconsWithoutKeys, subset } from './build-subsets.ts'
import { zodForPages } from './build-zod.ts'

export const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')

/** Downloaded once for the shell and every app; all that pages import by these names comes from the import map. */
export const sharedModules = [
  'vue',
  'vue-router',
  'pinia',
  '@pinia/colada',
  'vue-i18n',
  'zod',
  '@casl/ability',
] as const

export const kitSpecifier = 'xinlian-kit'
const kitSource = '#frontends/kit/index.ts'
export const appSpecifier = (app: string): string => `xinlian-${app}`

/** Development warnings, the options API and translation devtools are no part of what a page downloads. */
const defines = {
  'process.env.NODE_ENV': '"production"',
  __VUE_OPTIONS_API__: 'false',
  __VUE_PROD_DEVTOOLS__: 'false',
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  __VUE_I18N_FULL_INSTALL__: 'false',
  __VUE_I18N_LEGACY_API__: 'false',
  __INTLIFY_PROD_DEVTOOLS__: 'false',
  __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
}

const kitIsShared: Plugin = {
  name: 'kit-is-shared',
  enforce: 'pre',
  resolveId: (source) => (source === kitSource ? { id: kitSpecifier, external: true } : undefined),
}

/** The order of the layers stands first in every sheet, whichever comes first in a page. */
const layersFirst: Plugin = {
  name: 'layers-first',
  enforce: 'post',
  async generateBundle(_, bundle) {
    const order = (await readFile(join(root, 'frontends/kit/styles/layers.css'), 'utf8')).trim()
    for (const file of Object.values(bundle)) {
      if (file.type === 'asset' && file.fileName.endsWith('.css')) file.source = `${order}${file.source}`
    }
  },
}

export interface Part {
  readonly name: string
  readonly entry: string
  readonly kind: 'shared' | 'kit' | 'app'
}

const fileNameOf = (specifier: string): string => specifier.replace('@', '').replace('/', '-')

export const sharedPart = (specifier: string): Part => ({
  name: fileNameOf(specifier),
  entry: specifier,
  kind: 'shared',
})

export const kitPart: Part = { name: 'kit', entry: join(root, 'frontends/kit/index.ts'), kind: 'kit' }

export const appPart = (app: string): Part => ({
  name: app,
  entry: join(root, `frontends/${app}/main.ts`),
  kind: 'app',
})

/** Every folder of frontends with a `main.ts` but the shell itself, which is built like an app and started by HTML. */
export async function appNames(): Promise<string[]> {
  const folders = await readdir(join(root, 'frontends'))
  const found = await Promise.all(
    folders.map(async (name) => ((await exists(join(root, 'frontends', name, 'main.ts'))) ? [name] : [])),
  )
  return found.flat().filter((name) => name !== 'root' && name !== 'public')
}

export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const subsets: readonly string[] = sharedModules.filter((name) => name !== 'zod')

/** The same files whoever builds: in a test run NODE_ENV would make development components. */
const forProduction: Plugin = {
  name: 'for-production',
  configResolved: (config) => void Object.assign(config, { isProduction: true }),
}

function configFor(part: Part, outDir: string): InlineConfig {
  const shared = sharedModules.filter((name) => name !== part.entry)
  return {
    root,
    configFile: false,
    mode: 'production',
    logLevel: 'warn',
    base: `/assets/${part.name}/`,
    publicDir: false,
    define: defines,
    plugins: [
      forProduction,
      vue({ features: { optionsAPI: false } }),
      compiledLocales,
      layersFirst,
      iconsWithoutKeys,
      contractsWithoutWords,
      chunksAlone,
      ...(part.kind === 'app' ? [kitIsShared] : []),
      ...(part.entry === 'zod' ? [zodForPages(root)] : []),
      ...(subsets.includes(part.entry) ? [subset(part.entry, root)] : []),
    ],
    build: {
      outDir: join(outDir, 'assets', part.name),
      emptyOutDir: false,
      target: 'es2022',
      // The oldest with cascade layers: the PCs of a clinic are not new.
      cssTarget: ['chrome99', 'safari15.4', 'firefox97'],
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { [part.name]: part.entry },
        external: [...shared],
        // What an app starts with is one file, though its pages use some of it too.
        preserveEntrySignatures: 'allow-extension',
        // Rules are pure: what a page does not use of them is not there.
        treeshake: { moduleSideEffects: (id) => !id.startsWith(`${root}/shared/`) },
        output: {
          format: 'es',
          entryFileNames: '[name]-[hash].js',
          // The import map lists every chunk with its hash: names would be a tenth of the shell's page.
          chunkFileNames: '[hash].js',
          // What most pages share is one file for all of them; what a few share is no part of the others' first view.
          ...(part.kind === 'app'
            ? { codeSplitting: { groups: [{ name: 'shared', minShareCount: 8 }] } }
            : {}),
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
  }
}

export interface Built {
  readonly part: Part
  /** Addresses from the web root, `/assets/kit/kit-abc.js`. */
  readonly entry: string
  /** The entry and all that it imports at once: what a first view downloads of this part. */
  readonly first: readonly string[]
  readonly scripts: readonly string[]
  readonly styles: readonly string[]
}

export async function buildPart(part: Part, outDir: string): Promise<Built> {
  const result = await build(configFor(part, outDir))
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  const address = (fileName: string): string => `/assets/${part.name}/${fileName}`
  const entry = outputs.find((file) => file.type === 'chunk' && file.isEntry)
  if (entry?.type !== 'chunk') throw new Error(`${part.name} built no entry`)
  const imports = new Map(
    outputs.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.imports] as const] : [])),
  )
  return {
    part,
    entry: address(entry.fileName),
    first: reachable(entry.fileName, imports).map(address),
    scripts: outputs
      .filter(({ fileName }) => fileName.endsWith('.js'))
      .map(({ fileName }) => address(fileName)),
    styles: outputs
      .filter(({ fileName }) => fileName.endsWith('.css'))
      .map(({ fileName }) => address(fileName)),
  }
}

/** Files that a file imports at once, itself first; shared modules are files of other parts and not among them. */
function reachable(
  from: string,
  imports: ReadonlyMap<string, readonly string[]>,
  seen = new Set<string>(),
): string[] {
  if (seen.has(from) || !imports.has(from)) return []
  seen.add(from)
  return [from, ...(imports.get(from) ?? []).flatMap((next) => reachable(next, imports, seen))]
}

/** Pages that are open keep loading their old files; what nobody can have open any more goes. */
export async function pruneOld(
  folder: string,
  keep: ReadonlySet<string>,
  olderThanMs: number,
): Promise<void> {
  if (!(await exists(folder))) return
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name)
    const plain = path.replace(/\.(?:br|gz)$/, '')
    if (!keep.has(plain) && (await stat(path)).mtimeMs < olderThanMs) await rm(path)
  }
}
