import { readFile } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { createServer, type ViteDevServer } from 'vite'
import { appNames, appSpecifier, root, sharedModules } from './build-modules.ts'
import { type Manifest, navigationOfAll } from './build-shell.ts'

export type DevMiddleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

export interface DevWeb {
  readonly middleware: DevMiddleware
  close(): Promise<void>
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/'

/**
 * Pages straight from their sources with hot reload: one Vite server, and a native import map that leads the shell
 * to each app's `main.ts`. It answers what it knows and passes the rest (`/api`, `/auth`) on.
 */
export async function devMiddleware({ server }: { server?: Server } = {}): Promise<DevWeb> {
  const vite = await createServer({
    root,
    configFile: false,
    appType: 'custom',
    cacheDir: join(root, '.build/vite'),
    // Named here, or Vite finds them one by one and loads the page anew each time.
    optimizeDeps: { include: [...sharedModules, 'reka-ui', '@lucide/vue', 'single-spa'] },
    plugins: [vue({ features: { optionsAPI: false } })],
    define: { __VUE_I18N_LEGACY_API__: 'false', __VUE_I18N_FULL_INSTALL__: 'false' },
    server: { middlewareMode: true, ...(server ? { hmr: { server } } : {}) },
  })
  const middleware: DevMiddleware = (request, response, next) => {
    answer(vite, request, response).then(
      (answered) => {
        if (!answered) vite.middlewares(request, response, next)
      },
      (problem: unknown) => {
        response.statusCode = 500
        response.end(String(problem))
      },
    )
  }
  return { middleware, close: () => vite.close() }
}

async function answer(
  vite: ViteDevServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = pathOf(request)
  if (path === '/manifest.json') {
    send(response, 'application/json', JSON.stringify(await devManifest()))
    return true
  }
  if (path !== '/app' && !path.startsWith('/app/')) return false
  send(response, 'text/html; charset=utf-8', await devPage(vite, path))
  return true
}

function send(response: ServerResponse, type: string, body: string): void {
  response.setHeader('content-type', type)
  response.setHeader('cache-control', 'no-store')
  response.end(body)
}

/** Vite puts an app's styles in by itself. */
async function devManifest(): Promise<Manifest> {
  const apps = await appNames()
  return {
    apps: Object.fromEntries(apps.map((app) => [app, { module: appSpecifier(app), styles: [] }])),
    navigation: await navigationOfAll(apps),
  }
}

async function devPage(vite: ViteDevServer, path: string): Promise<string> {
  const template = await readFile(join(root, 'frontends/root/index.html'), 'utf8')
  const imports = Object.fromEntries(
    (await appNames()).map((app) => [appSpecifier(app), `/frontends/${app}/main.ts`]),
  )
  const page = template
    .replace('<!--import-map-->', `<script type="importmap">${JSON.stringify({ imports })}</script>`)
    // Before any sheet that Vite puts in: whichever comes first would set the order of the layers.
    .replace('<!--styles-->', '<link rel="stylesheet" href="/frontends/kit/styles/layers.css">')
    .replace('<!--start-->', '<script type="module" src="/frontends/root/main.ts"></script>')
  return vite.transformIndexHtml(path, page)
}
