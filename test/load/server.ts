import { serve } from '@hono/node-server'
import type { Config } from '#functions/platform/config.ts'
import { createApp } from '#functions/platform/http.ts'
import { assemble } from '#functions/platform/platform.ts'
import { openTable } from '#functions/platform/table.ts'
import { schedulingRoutes } from '#functions/scheduling/routes.ts'
import { schedulingContract } from '#shared/scheduling/index.ts'
import { testConfig, testKeys } from '#test/support/platform.ts'

/** The API of scheduling in a process of its own, as it runs: with its log, its checks and its sign-in. */
const [endpoint = '', name = '', offset = '0'] = process.argv.slice(2)
const config: Config = { ...testConfig, TABLE_NAME: name, LOG_LEVEL: 'info' }
const now = () => Date.now() + Number(offset)
const platform = assemble('scheduling', config, testKeys, { table: openTable({ name, endpoint }), now })
const app = createApp(schedulingContract, schedulingRoutes(platform), platform)
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.({ port }))
process.on('disconnect', () => process.exit(0))
