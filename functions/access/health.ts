import type { Context } from 'hono'
import type { Platform } from '#functions/platform/platform.ts'
import packageFile from '../../package.json' with { type: 'json' }

/** `/api/health`: does the table answer? One read of a unit; says nothing about anybody. */
export const health = (platform: Platform) => async (c: Context) => {
  const answers = await platform.grants.find('health').then(
    () => true,
    () => false,
  )
  const report = {
    status: answers ? 'ok' : 'failing',
    table: answers ? 'ok' : 'unreachable',
    version: packageFile.version,
  }
  return c.json(report, answers ? 200 : 503)
}
