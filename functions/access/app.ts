import { verifyChain } from '#functions/platform/chain-verdict.ts'
import { type App, createApp } from '#functions/platform/http.ts'
import type { Platform } from '#functions/platform/platform.ts'
import { accessContract } from '#shared/access/index.ts'
import { health } from './health.ts'
import { peopleRepository } from './people.ts'
import { accessRepository } from './repository.ts'
import { accessRoutes } from './routes.ts'
import { signInRoutes } from './sign-in.ts'

/** `/api/access/…`; beside it `/auth/…`, which answers with redirects and cookies, and `/api/health`. */
export function accessApp(platform: Platform): App {
  const { table, journal } = platform
  const routes = accessRoutes({
    people: peopleRepository(table, journal),
    lines: accessRepository(table),
    verify: () => verifyChain(table),
  })
  const app = createApp(accessContract, routes, platform)
  app.get('/api/health', health(platform))
  app.route('/auth', signInRoutes(platform))
  return app
}
