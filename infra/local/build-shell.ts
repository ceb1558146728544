import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { appSpecifier, type Built, exists, kitSpecifier, root } from './build-modules.ts'

export interface ImportMap {
  readonly imports: Readonly<Record<string, string>>
  /** By address, so that one flipped byte in any module, lazy ones too, is refused. */
  readonly integrity: Readonly<Record<string, string>>
}

export interface NavigationEntry {
  readonly path: string
  readonly icon: string
  readonly label: Readonly<Record<string, string>>
  readonly roles: readonly string[]
  readonly order: number
  readonly may?: readonly [string, string]
}

export interface Sheet {
  readonly href: string
  readonly integrity?: string
}

export interface Manifest {
  readonly apps: Readonly<Record<string, { readonly module: string; readonly styles: readonly Sheet[] }>>
  readonly navigation: readonly NavigationEntry[]
}

/** Hashes what stands on the disk, not what the bundler meant to write. */
export async function integrityOf(outDir: string, address: string): Promise<string> {
  return `sha256-${createHash('sha256')
    .update(await readFile(join(outDir, address)))
    .digest('base64')}`
}

const specifierOf = ({ part }: Built): string => {
  if (part.kind === 'shared') return part.entry
  return part.kind === 'kit' ? kitSpecifier : appSpecifier(part.name)
}

export async function importMapOf(outDir: string, parts: readonly Built[]): Promise<ImportMap> {
  const scripts = parts.flatMap((built) => built.scripts)
  const hashed = await Promise.all(
    scripts.map(async (script) => [script, await integrityOf(outDir, script)] as const),
  )
  return {
    imports: Object.fromEntries(parts.map((built) => [specifierOf(built), built.entry])),
    integrity: Object.fromEntries(hashed),
  }
}

type Texts = { readonly [key: string]: string | Texts }

function textAt(texts: Texts, key: string): string {
  const found = key
    .split('.')
    .reduce<string | Texts | undefined>(
      (level, part) => (typeof level === 'object' ? level[part] : undefined),
      texts,
    )
  if (typeof found !== 'string') throw new Error(`navigation names a text that is not there: ${key}`)
  return found
}

const readJson = async <Shape>(path: string): Promise<Shape> =>
  JSON.parse(await readFile(path, 'utf8')) as Shape

/** An app's entries with their names in both languages, so that root needs no app to draw its rail. */
export async function navigationOf(app: string): Promise<NavigationEntry[]> {
  const folder = join(root, 'frontends', app)
  if (!(await exists(join(folder, 'navigation.json')))) return []
  const entries = await readJson<(Omit<NavigationEntry, 'label'> & { label: string })[]>(
    join(folder, 'navigation.json'),
  )
  const chinese = await readJson<Texts>(join(folder, 'locales/zh-CN.json'))
  const english = await readJson<Texts>(join(folder, 'locales/en.json'))
  return entries.map((entry) => ({
    ...entry,
    label: { 'zh-CN': textAt(chinese, entry.label), en: textAt(english, entry.label) },
  }))
}

export async function navigationOfAll(apps: readonly string[]): Promise<NavigationEntry[]> {
  const entries = await Promise.all(apps.map(navigationOf))
  return entries.flat().sort((a, b) => a.order - b.order)
}

export const hashForCsp = (inline: string): string =>
  `sha256-${createHash('sha256').update(inline).digest('base64')}`

export function partNamed(parts: readonly Built[], name: string): Built {
  const found = parts.find(({ part }) => part.name === name && part.kind !== 'shared')
  if (!found) throw new Error(`${name} was not built`)
  return found
}

/** Fills the shell's page: the import map first, then what the first view needs, all with integrity. */
export async function shellPage(outDir: string, map: ImportMap, parts: readonly Built[]): Promise<string> {
  const shell = partNamed(parts, 'root')
  const kit = partNamed(parts, 'kit')
  const template = await readFile(join(root, 'frontends/root/index.html'), 'utf8')
  const sheets = await sheetsOf(outDir, [...kit.styles, ...shell.styles])
  const links = sheets.map(
    ({ href, integrity }) => `<link rel="stylesheet" href="${href}" integrity="${integrity}">`,
  )
  const early = [...parts.filter(({ part }) => part.kind === 'shared'), kit, shell].flatMap(
    ({ first }) => first,
  )
  const preloads = early.map(
    (address) => `<link rel="modulepreload" href="${address}" integrity="${map.integrity[address]}">`,
  )
  const start = `<script type="module" src="${shell.entry}" integrity="${map.integrity[shell.entry]}"></script>`
  return template
    .replace('<!--import-map-->', `<script type="importmap">${JSON.stringify(map)}</script>`)
    .replace('<!--styles-->', links.join('\n  '))
    .replace('<!--first-->', preloads.join('\n  '))
    .replace('<!--start-->', start)
}

export const sheetsOf = (outDir: string, addresses: readonly string[]): Promise<Sheet[]> =>
  Promise.all(addresses.map(async (href) => ({ href, integrity: await integrityOf(outDir, href) })))
