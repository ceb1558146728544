import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { accessApp } from '#functions/access/app.ts'
import { seedPeople } from '#functions/access/seeding.ts'
import { readConfig } from '#functions/platform/config.ts'
import { assemble, type Platform } from '#functions/platform/platform.ts'
import { freshTable, openEngine } from '#test/support/engine.ts'
import { testKeys } from '#test/support/platform.ts'
import { demoPeople } from '../../infra/local/demo-people.ts'
import { freePort } from '../../infra/local/engine-process.ts'
import {
  type IssuerKeys,
  issuerSettings,
  openIssuer,
  openIssuerKeys,
} from '../../infra/local/issuer/index.ts'

export interface Running {
  readonly origin: string
  readonly platform: Platform
  readonly issuerKeys: IssuerKeys
  close(): Promise<void>
}

/** The access context and the local issuer behind one real port, as `npm start` puts them together. */
export async function openAccess(): Promise<Running> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const dataDir = await mkdtemp(join(tmpdir(), 'xl-access-'))
  const table = await freshTable(await openEngine())
  const config = readConfig({
    TABLE_NAME: table.name,
    PUBLIC_ORIGIN: origin,
    LOG_LEVEL: 'silent',
    ...issuerSettings(origin),
  })
  const platform = assemble('access', config, testKeys, { table })
  await seedPeople(table, demoPeople)
  const access = accessApp(platform)
  const issuer = await openIssuer({ origin, dataDir, table, people: demoPeople })
  const app = new Hono()
  app.all('/api/*', (c) => access.fetch(c.req.raw))
  app.all('/auth/*', (c) => access.fetch(c.req.raw))
  app.route('/', issuer)
  const server = createServer(getRequestListener((request, bindings) => app.fetch(request, bindings)))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    origin,
    platform,
    issuerKeys: await openIssuerKeys(dataDir),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await rm(dataDir, { recursive: true })
    },
  }
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

/** A browser without scripts: keeps cookies, follows nothing by itself. */
export function browser(origin: string) {
  const jar = new Map<string, Cookie>()
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(path, origin)
    const sent = [...jar.values()].filter((cookie) => pathname.startsWith(cookie.path))
    const cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ')
    const headers = { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string> | undefined) }
    const response = await fetch(new URL(path, origin), { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(line)
    return response
  }
  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';')
    const [name = '', ...value] = pair.split('=')
    const path = line.match(/; *path=([^;]+)/i)?.[1] ?? '/'
    const gone =
      value.join('=') === '' ||
      attributes.some((one) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(one))
    if (gone) jar.delete(`${name} ${path}`)
    else jar.set(`${name} ${path}`, { name, path, value: value.join('=') })
  }
  const locationOf = (response: Response): string => response.headers.get('location') ?? ''

  return {
    jar,
    has: (wanted: string): boolean => [...jar.values()].some(({ name }) => name === wanted),
    drop: (wanted: string): void => {
      for (const [key, { name }] of jar) if (name.startsWith(wanted)) jar.delete(key)
    },
    send,
    /** Follows redirects until an answer is none. */
    async follow(path: string, init: RequestInit = {}): Promise<Response> {
      let response = await send(path, init)
      for (let hops = 0; hops < 10 && response.status >= 300 && response.status < 400; hops++) {
        const next = locationOf(response)
        response = await send(next)
      }
      return response
    },
    /** From the link in a page to the list of people at the issuer; answers with the form's address. */
    async toIssuer(returnTo = '/'): Promise<string> {
      const begun = await send(`/auth/sign-in?return=${encodeURIComponent(returnTo)}`)
      return locationOf(await send(locationOf(begun)))
    },
    /** Chooses a person there and stops before the callback; answers with the callback's address. */
    async choose(form: string, personId: string): Promise<string> {
      const chosen = await send(form, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ person: personId }),
      })
      return locationOf(await send(locationOf(chosen)))
    },
    async signIn(personId: string, returnTo = '/'): Promise<Response> {
      return send(await this.choose(await this.toIssuer(returnTo), personId))
    },
  }
}
export type Browser = ReturnType<typeof browser>
