import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openEngine } from '#test/support/engine.ts'
import { type RunningSystem, startSystem } from '#test/support/system.ts'
import { processStamp } from '../../infra/local/process-stamp.ts'

const running: RunningSystem[] = []
async function started(choice: Parameters<typeof startSystem>[0] = {}): Promise<RunningSystem> {
  const system = await startSystem({ asBuilt: true, ...choice })
  running.push(system)
  return system
}
afterEach(async () => {
  for (const system of running.splice(0)) await system.remove()
})

const engineOf = async ({ dataDir }: RunningSystem): Promise<{ pid: number; stamp: string }> =>
  JSON.parse(await readFile(join(dataDir, 'engine.json'), 'utf8'))

const session = (system: RunningSystem) => fetch(`${system.origin}/api/access/session`)

/** The status of a request that reads the table: who asks is looked up there. */
const read = (system: RunningSystem): Promise<number> =>
  system.call('song-heng', 'GET', '/api/access/journal?date=2026-01-01').then(
    () => 200,
    (error: { status?: number }) => error.status ?? 0,
  )

async function gone(stamp: string, withinMs: number): Promise<boolean> {
  const pid = Number(stamp.split('@')[0])
  for (let waited = 0; waited < withinMs; waited += 20) {
    if (processStamp(pid) !== stamp) return true
    await delay(20)
  }
  return false
}

describe('npm start', () => {
  it('says what it is, where it answers and where the data is, and stops its engine with it', async () => {
    const system = await started()
    expect(system.output()).toContain(system.origin)
    expect(system.output()).toContain(system.dataDir)
    expect((await session(system)).status).toBe(200)
    const { stamp } = await engineOf(system)
    await system.stop()
    expect(await gone(stamp, 2000)).toBe(true)
  })

  it('refuses a taken port in one line of each language, before it touches a data folder', async () => {
    const first = await started()
    const dataDir = join(tmpdir(), `xinlian-untouched-${process.pid}`)
    await expect(startSystem({ port: first.port, dataDir })).rejects.toThrow(
      /端口 \d+ 已被占用.*\n.*port \d+ is taken/,
    )
    await expect(readFile(join(dataDir, 'root.key'))).rejects.toThrow('ENOENT')
  })

  it('refuses a data folder that another system is using, and names its process', async () => {
    const first = await started()
    await expect(startSystem({ dataDir: first.dataDir })).rejects.toThrow(/进程 \d+/)
    expect((await session(first)).status).toBe(200)
  })

  it('refuses a data folder that cannot be written', async () => {
    await expect(startSystem({ dataDir: '/dev/null/data' })).rejects.toThrow(/cannot be written \(ENOTDIR\)/)
  })

  it('says which engine is missing on a machine that has none, and what to set instead', async () => {
    const elsewhere = `data:text/javascript,${encodeURIComponent('Object.defineProperty(process,"arch",{value:"riscv64"})')}`
    const environment = { NODE_OPTIONS: `--import ${elsewhere}` }
    await expect(startSystem({ environment })).rejects.toThrow(/\(linux-riscv64\).*DYNAMODB_ENDPOINT/)
  })

  it('says that the endpoint it was given does not answer', async () => {
    const environment = { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' }
    await expect(startSystem({ environment })).rejects.toThrow(/http:\/\/127\.0\.0\.1:1 does not answer/)
  })

  it('runs on an endpoint that it was given, and leaves it running', async () => {
    const engine = await openEngine({ own: true })
    const system = await started({ environment: { DYNAMODB_ENDPOINT: engine.endpoint } })
    expect(await read(system)).toBe(200)
    await system.stop()
    expect((await fetch(engine.endpoint)).status).toBeLessThan(500)
    await engine.close()
  })

  it('keeps the root key and the journal of an earlier run', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'xinlian-twice-'))
    const first = await startSystem({ dataDir, asBuilt: true })
    const key = await readFile(join(dataDir, 'root.key'), 'utf8')
    await first.stop()
    const second = await started({ dataDir })
    expect(await readFile(join(dataDir, 'root.key'), 'utf8')).toBe(key)
    expect((await session(second)).status).toBe(200)
    await second.stop()
    await rm(dataDir, { recursive: true })
  })

  it('answers to no name but its own', async () => {
    const { port } = await started()
    const { request } = await import('node:http')
    const status = await new Promise((resolve) => {
      request({ port, host: '127.0.0.1', headers: { host: 'evil.example' } }, ({ statusCode }) =>
        resolve(statusCode),
      ).end()
    })
    expect(status).toBe(421)
  })
})

describe('a killed process', () => {
  it('the engine ends with a server that is killed, and the next start needs no hand', async () => {
    const system = await started()
    const { stamp } = await engineOf(system)
    await system.kill('server')
    expect(await gone(stamp, 2000)).toBe(true)
    const next = await started({ dataDir: system.dataDir })
    expect(await read(next)).toBe(200)
  })

  it('an engine that is killed is back within a second, and no request in between meets a 500', async () => {
    const system = await started()
    const statuses = new Set<number>()
    let asking = true
    const crowd = Array.from({ length: 8 }, async () => {
      while (asking) statuses.add(await read(system))
    })
    const before = await engineOf(system)
    await system.kill('engine')
    const began = Date.now()
    while ((await engineOf(system)).stamp === before.stamp && Date.now() - began < 5000) await delay(10)
    expect(await read(system)).toBe(200)
    expect(Date.now() - began).toBeLessThan(5000)
    asking = false
    await Promise.all(crowd)
    expect([...statuses]).toEqual([200])
  })

  it('a demo that is cut off twice is carried on, nothing missing and nothing twice', async () => {
    const cutOff = { demo: 'small', until: /Ctrl-C stops everything/, asBuilt: true } as const
    const first = await startSystem(cutOff)
    const { dataDir } = first
    await delay(4000)
    await first.kill('server')
    const second = await startSystem({ ...cutOff, dataDir })
    await delay(6000)
    await second.kill('server')
    const system = await started({ demo: 'small', dataDir })
    expect(JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'))).toEqual({
      finished: ['alliance', 'patients', 'scheduling', 'rosters', 'visits', 'waiting', 'stop'],
    })
    const { sites } = await system.call('fang-minzhi', 'GET', '/api/alliance/sites')
    const names = sites.map(({ name }: { name: string }) => name)
    expect(names).toHaveLength(71)
    expect(new Set(names).size).toBe(71)
    expect(await system.call('song-heng', 'GET', '/api/access/journal/verdict')).toMatchObject({
      intact: true,
    })
  })
})
