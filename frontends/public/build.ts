import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build, type InlineConfig, type Rolldown } from 'vite'
import { allianceSettings } from '#shared/alliance/index.ts'
import { defaultSettings } from '#shared/scheduling/index.ts'
import type { Asset, Assets } from './assets.ts'
import {
  bareImports,
  drawnByServer,
  forProduction,
  withoutSchemas,
  withoutUnused,
  written,
} from './build-plugins.ts'
import { clinicKinds } from './kinds.ts'
import { mineOperations } from './mine-operations.ts'
import { operations } from './operations.ts'

const here = import.meta.dirname
const root = join(here, '../..')
const assetsAddress = '/assets/public/'

export interface BuildPublicOptions {
  /** Where the browser's files go: `<outDir>/assets/public/`. The renderer goes to `public-renderer` beside it. */
  readonly outDir: string
}

const common: InlineConfig = {
  root,
  configFile: false,
  mode: 'production',
  logLevel: 'error',
  publicDir: false,
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    'process.env.NODE_ENV': '"production"',
  },
}

/** The settings that rules in the browser read; the rest would travel for nothing. */
const settingsRead = ['cancelDaysBefore', 'cancelMinute', 'holdMinutes', 'noon', 'waitOfferMinutes'] as const
const settings = Object.fromEntries(settingsRead.map((name) => [name, defaultSettings[name]]))
const settingsLeftOut = Object.keys(defaultSettings).filter((name) => !Object.hasOwn(settings, name))

const waysRead = ['travelDetour', 'walkMetresAMinute', 'walkLongestMinutes'] as const
const ways = Object.fromEntries(waysRead.map((name) => [name, { value: allianceSettings[name].value }]))

const vuePlugins = () => [forProduction, vue({ features: { optionsAPI: false } })]

interface Graph {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null
}

/** The entries from which a module is reached without waiting. */
function entriesOf(id: string, graph: Graph, seen = new Set<string>()): Set<string> {
  if (!seen.has(id)) {
    seen.add(id)
    for (const importer of graph.getModuleInfo(id)?.importers ?? []) entriesOf(importer, graph, seen)
  }
  return seen
}

/** One file of what all pages need at once, and none beside it: a request more costs more than its bytes. */
const commonFile = (entries: readonly string[]) => ({
  groups: [
    {
      name: (id: string, graph: Graph) => {
        const from = entriesOf(id, graph)
        return entries.every((name) => from.has(join(here, `${name}.ts`))) ? 'common' : null
      },
    },
  ],
})

const browserConfig = (outDir: string, entries: readonly string[]): InlineConfig => ({
  ...common,
  base: assetsAddress,
  plugins: [
    written(root, {
      'frontends/public/operations.ts': { operations },
      'frontends/public/mine-operations.ts': { mineOperations },
      'frontends/public/kinds.ts': { clinicKinds },
      'shared/scheduling/settings.ts': { defaultSettings: settings },
      'shared/alliance/settings.ts': { allianceSettings: ways },
    }),
    withoutSchemas,
    withoutUnused,
    bareImports,
    drawnByServer,
    vuePlugins(),
  ],
  build: {
    outDir: join(outDir, 'assets/public'),
    emptyOutDir: false,
    target: 'es2022',
    cssTarget: ['chrome99', 'safari15.4', 'firefox97'],
    modulePreload: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(entries.map((name) => [name, join(here, `${name}.ts`)])),
      // Of the settings only their values are written; who asks for more is a schema that nobody asks for.
      shimMissingExports: true,
      treeshake: {
        moduleSideEffects: (id) => !id.includes('/shared/'),
        propertyReadSideEffects: false,
        unknownGlobalSideEffects: false,
      },
      output: {
        format: 'es',
        ...(entries.length > 1 ? { codeSplitting: commonFile(entries) } : {}),
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: '[name]-[hash].js',
        assetFileNames: 'public-[hash][extname]',
      },
    },
  },
})

async function buildScripts(outDir: string, entries: readonly string[]): Promise<Output[]> {
  const result = await build(browserConfig(outDir, entries))
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  checkSettings(outputs)
  return outputs
}

/** @throws Error where a rule in the browser reads a setting that was left out: it would be undefined there. */
function checkSettings(outputs: readonly Output[]): void {
  const code = outputs.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
  const read = settingsLeftOut.filter((name) => new RegExp(`\\b${name}\\b`).test(code))
  if (read.length > 0) throw new Error(`the public pages read settings that their build leaves out: ${read}`)
}
type Output = Rolldown.OutputChunk | Rolldown.OutputAsset

/** An entry's file and what it imports at once, in the order in which the document names them. */
function filesOf(outputs: readonly Output[], entry: string): string[] {
  const chunk = outputs.find((file) => file.type === 'chunk' && file.isEntry && file.name === entry)
  if (chunk?.type !== 'chunk') throw new Error(`the public pages built no ${entry}`)
  return [chunk.fileName, ...chunk.imports]
}

async function assetOf(outDir: string, fileName: string): Promise<Asset> {
  const bytes = await readFile(join(outDir, 'assets/public', fileName))
  const digest = createHash('sha384').update(bytes).digest('base64')
  return { href: assetsAddress + fileName, integrity: `sha384-${digest}` }
}

/** One file without packages beside it: it runs in a Lambda as it runs here. */
async function buildRenderer(outDir: string, assets: Assets): Promise<void> {
  await build({
    ...common,
    plugins: [written(root, { 'frontends/public/assets.ts': { assets } }), vuePlugins()],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(here, 'render.ts'),
      outDir: join(dirname(outDir), 'public-renderer'),
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'render.js', codeSplitting: false } },
    },
  })
}

/** Builds the scripts (both languages speak through the same ones), the one style sheet, and the renderer that names them. */
export async function buildPublic({ outDir }: BuildPublicOptions): Promise<void> {
  const living = await buildScripts(outDir, ['place', 'mine'])
  const quiet = await buildScripts(outDir, ['quiet'])
  const searched = await buildScripts(outDir, ['ledger'])
  const style = living.find(({ fileName }) => fileName.endsWith('.css'))
  if (!style) throw new Error('the public pages built no style sheet')
  const named = (outputs: readonly Output[], entry: string) =>
    Promise.all(filesOf(outputs, entry).map((fileName) => assetOf(outDir, fileName)))
  const [read, ledger, place, mine] = await Promise.all([
    named(quiet, 'quiet'),
    named(searched, 'ledger'),
    named(living, 'place'),
    named(living, 'mine'),
  ])
  await buildRenderer(outDir, {
    style: await assetOf(outDir, style.fileName),
    scripts: { district: read, help: read, ledger, place, mine },
  })
}
