import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, constants, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartFailure } from './messages.ts'
import { processStamp } from './process-stamp.ts'

/** @throws StartFailure where the folder cannot be made or written. */
export async function openDataDir(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await access(path, constants.W_OK | constants.X_OK)
    const probe = join(path, `.probe-${randomBytes(4).toString('hex')}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    throw new StartFailure('data-dir-not-writable', {
      path,
      code: (error as NodeJS.ErrnoException).code ?? '',
    })
  }
}

/** Writes a file whole or not at all: a kill in the middle leaves the old one. */
export async function writeWhole(path: string, text: string, mode = 0o600): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(draft, text, { mode })
  await rename(draft, path)
}

export async function readJsonFile<Content>(path: string): Promise<Content | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Content
  } catch {
    return undefined
  }
}

interface Owner {
  readonly pid: number
  readonly stamp: string
}

/**
 * One running system per data folder. The lock names its owner; where the owner has died, whoever moves the old lock
 * aside first takes over, without a hand on it.
 * @returns what gives the folder back.
 * @throws StartFailure where another system runs on it.
 */
export async function lockDataDir(path: string): Promise<() => Promise<void>> {
  const lock = join(path, 'lock.json')
  const mine = `${lock}.${process.pid}`
  await writeFile(mine, JSON.stringify({ pid: process.pid, stamp: processStamp(process.pid) ?? '' }))
  try {
    for (let tries = 0; tries < 5; tries++) {
      if (await taken(mine, lock)) return () => rm(lock, { force: true })
      const owner = await readJsonFile<Owner>(lock)
      if (owner && processStamp(owner.pid) === owner.stamp)
        throw new StartFailure('locked', { pid: owner.pid, path })
      await setAside(lock)
    }
    throw new StartFailure('locked', { pid: '?', path })
  } finally {
    await rm(mine, { force: true })
  }
}

/** A hard link is made by one process only, whatever the file system. */
const taken = (mine: string, lock: string): Promise<boolean> =>
  link(mine, lock).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )

/** Another start may have renewed the lock in the meantime: what was moved is looked at, and given back if it lives. */
async function setAside(lock: string): Promise<void> {
  const aside = `${lock}.${randomBytes(4).toString('hex')}`
  await rename(lock, aside).catch(() => {})
  const owner = await readJsonFile<Owner>(aside)
  if (owner && processStamp(owner.pid) === owner.stamp) await link(aside, lock).catch(() => {})
  await rm(aside, { force: true })
}

/** The root key of this deployment: made once, readable by its owner alone. Losing it loses every sealed field. */
export const rootKeyFile = (dataDir: string): Promise<string> => keyFile(dataDir, 'root.key')

/** What the demo's message gateway and the system sign with. */
export const gatewayKeyFile = (dataDir: string): Promise<string> => keyFile(dataDir, 'gateway.key')

async function keyFile(dataDir: string, name: string): Promise<string> {
  const path = join(dataDir, name)
  if (!existsSync(path)) await writeWhole(path, `${randomBytes(48).toString('base64url')}\n`)
  return path
}
