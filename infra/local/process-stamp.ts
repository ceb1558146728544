import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * When a process began, as a text that no later process of the same number shares; undefined where none runs.
 * A number alone proves nothing: systems hand numbers out again.
 */
export function processStamp(pid: number): string | undefined {
  return process.platform === 'linux' ? stampFromProc(pid) : stampFromPs(pid)
}

/** Field 22 of /proc/<pid>/stat, counted after the name's closing bracket; state Z has ended already. */
function stampFromProc(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields[0] === 'Z' ? undefined : `${pid}@${fields[19]}`
  } catch {
    return undefined
  }
}

function stampFromPs(pid: number): string | undefined {
  try {
    const began = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return began ? `${pid}@${began}` : undefined
  } catch {
    return undefined
  }
}

/** Ends the process that bore this stamp and waits until it is gone; does nothing where it is gone already. */
export async function endProcess(pid: number, stamp: string): Promise<boolean> {
  if (processStamp(pid) !== stamp) return false
  process.kill(pid, 'SIGKILL')
  for (let waited = 0; waited < 5000 && processStamp(pid) === stamp; waited += 10) await delay(10)
  return true
}
