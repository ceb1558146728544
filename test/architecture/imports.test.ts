import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** Every text file that belongs to the repository, committed or about to be. */
async function trackedFiles(): Promise<[path: string, text: string][]> {
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const { stdout } = await run('git', listing, { cwd: root, maxBuffer: 1e8 })
  const paths = stdout.split('\0').filter((path) => path && existsSync(join(root, path)))
  const texts = paths.filter((path) => !/\.(png|jpe?g|ico|woff2?|xlsx|pdf)$/.test(path))
  return Promise.all(
    texts.map(async (path): Promise<[string, string]> => [path, await readFile(join(root, path), 'utf8')]),
  )
}

let files: [path: string, text: string][]
beforeAll(async () => {
  files = await trackedFiles()
})

const breaking = (pattern: RegExp, among: RegExp, allowed: RegExp = /^$/): string[] =>
  files.flatMap(([path, text]) =>
    among.test(path) && !allowed.test(path) && pattern.test(text) ? [path] : [],
  )

const code = /\.(ts|mjs|vue)$/
/** The build of the pages and the functions' stand-in are made of zod's own files. */
const standInsForZod = /^(infra\/local|test)\/|^infra\/aws\/(bundle|late-schemas)\.ts$/
const self = /^test\/architecture\/imports\.test\.ts$/

describe('the source', () => {
  it('is all there', () => {
    expect(files.filter(([path]) => code.test(path)).length).toBeGreaterThan(400)
  })

  it('imports zod as a namespace: its named export drags every locale into the bundles', () => {
    expect(breaking(/^import\s+(?:type\s+)?(?:\{[^}]*\}|\w+)\s+from\s+['"]zod['"]/m, code)).toEqual([])
    expect(breaking(/import(?: type)? \* as z from 'zod'/, code).length).toBeGreaterThan(30)
  })

  it('imports no part of zod by a path of its own', () => {
    expect(breaking(/['"]zod\/[\w/-]+['"]/, code, standInsForZod)).toEqual([])
  })

  it('reads the environment in handlers, deployments and tests only', () => {
    const environment = /\bprocess\s*\.\s*env\b(?!\.NODE_ENV')|\benv\b[^;\n]*\}\s*=\s*process\b/
    const allowed = /^(functions\/[\w-]+\/handler\.ts|functions\/platform\/[\w-]+-handler\.ts|infra\/|test\/)/
    expect(breaking(environment, code, allowed)).toEqual([])
    expect(breaking(environment, /^functions\/[\w-]+\/handler\.ts$/).length).toBeGreaterThan(3)
  })
})

describe('the repository', () => {
  it('names no place of the machine it was written on', () => {
    const places = [root, homedir()].map((place) => place.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    const begins = new RegExp(`(?:^|[\\s'"\`=(:])(?:${places.join('|')})(?:/|\\b)`, 'm')
    expect(breaking(begins, /./, self)).toEqual([])
    expect(breaking(/(?:^|[\s'"`=(])(?:\/Users\/|\/home\/|[A-Z]:\\Users\\)\w/m, /./, self)).toEqual([])
  })

  it('names no registry, and no address in its lock file', async () => {
    const { stdout } = await run('npm', ['config', 'get', 'registry'], { cwd: root })
    const { host } = new URL(stdout.trim())
    expect(files.filter(([, text]) => text.includes(host)).map(([path]) => path)).toEqual([])
    const [, lock = ''] = files.find(([path]) => path === 'package-lock.json') ?? []
    expect(lock).not.toContain('"resolved"')
    expect(lock).toContain('"lockfileVersion"')
  })

  it('holds no key, token or secret', () => {
    const secrets =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bnpm_[A-Za-z0-9]{36}\b/
    expect(breaking(secrets, /./, self)).toEqual([])
  })
})
