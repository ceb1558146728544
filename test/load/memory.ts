import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startSystem } from '#test/support/system.ts'

export interface Memory {
  readonly serverMiB: number
  readonly engineMiB: number
}

/** What `npm start` with its small demo holds in memory after that was written and so many requests answered. */
export async function measureMemory(requests: number): Promise<Memory> {
  const system = await startSystem({ demo: 'small', asBuilt: true })
  try {
    for (let count = 0; count < requests; count++)
      await system.call('li-min', 'GET', '/api/scheduling/sites/site-050/choices')
    const note = await readFile(join(system.dataDir, 'engine.json'), 'utf8')
    const { pid } = JSON.parse(note) as { pid: number }
    const server = await parentOf(await parentOf(pid))
    return { serverMiB: await residentMiB(server), engineMiB: await residentMiB(pid) }
  } finally {
    await system.remove()
  }
}

async function statusOf(pid: number, name: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
}

/** The engine's parent is the shell that ends it, the shell's parent the server. */
const parentOf = (pid: number): Promise<number> => statusOf(pid, 'PPid')
const residentMiB = async (pid: number): Promise<number> => Math.round((await statusOf(pid, 'VmRSS')) / 1024)
