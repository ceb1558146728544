import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockDataDir, openDataDir, rootKeyFile, writeWhole } from '../../infra/local/data-dir.ts'
import { endProcess, processStamp } from '../../infra/local/process-stamp.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xinlian-data-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('locks a folder once, and again when it was given back', async () => {
  const release = await lockDataDir(folder)
  await expect(lockDataDir(folder)).rejects.toThrow(/is using this data folder/)
  await release()
  await (await lockDataDir(folder))()
})

it('takes over from an owner that has died, even where its number runs again as somebody else', async () => {
  await writeFile(join(folder, 'lock.json'), JSON.stringify({ pid: process.pid, stamp: `${process.pid}@0` }))
  const release = await lockDataDir(folder)
  expect(JSON.parse(await readFile(join(folder, 'lock.json'), 'utf8'))).toMatchObject({
    stamp: processStamp(process.pid),
  })
  await release()
})

it('takes over a lock that was cut off while it was written', async () => {
  await writeFile(join(folder, 'lock.json'), '{"pid":')
  await (await lockDataDir(folder))()
})

it('lets one of many win a lock that its owner left behind', async () => {
  await writeFile(join(folder, 'lock.json'), JSON.stringify({ pid: 1, stamp: 'long gone' }))
  const won = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDir(folder)))
  expect(won.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

it('makes the root key once, for its owner alone', async () => {
  const path = await rootKeyFile(folder)
  const key = await readFile(path, 'utf8')
  expect(key.trim().length).toBeGreaterThanOrEqual(64)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(await rootKeyFile(folder), 'utf8')).toBe(key)
})

it('never makes a new root key over one that cannot be read', async () => {
  const path = await rootKeyFile(folder)
  const { ino } = await stat(path)
  await chmod(path, 0o000)
  await rootKeyFile(folder)
  expect((await stat(path)).ino).toBe(ino)
})

it('leaves no draft beside what it wrote', async () => {
  await writeWhole(join(folder, 'note.json'), 'old')
  await writeWhole(join(folder, 'note.json'), 'new')
  expect(await readdir(folder)).toEqual(['note.json'])
  expect(await readFile(join(folder, 'note.json'), 'utf8')).toBe('new')
})

it('refuses a folder below a file', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(openDataDir(join(folder, 'file/data'))).rejects.toThrow(/ENOTDIR/)
})

it('ends no process that only shares a number with the one it looks for', async () => {
  expect(await endProcess(process.pid, `${process.pid}@0`)).toBe(false)
  expect(processStamp(2 ** 30)).toBeUndefined()
})
