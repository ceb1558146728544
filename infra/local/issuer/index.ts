import type { IncomingMessage, ServerResponse } from 'node:http'
import { stderr } from 'node:process'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type Provider from 'oidc-provider'
import type { DemoPerson } from '../demo-people.ts'
import { openIssuerKeys } from './keys.ts'
import { languageOf } from './language.ts'
import { failurePage, issuerPages, pageHeaders, signInPage } from './page.ts'
import { openProvider } from './provider.ts'
import type { IssuerTable } from './repository.ts'

export { type IssuerKeys, openIssuerKeys } from './keys.ts'
export { demoSystemId, issuerSettings } from './settings.ts'
export { signToken } from './token.ts'

export interface IssuerParts {
  /** Scheme, host and port that browsers use. */
  readonly origin: string
  /** Where the keys are kept. */
  readonly dataDir: string
  readonly table: IssuerTable
  readonly people: readonly DemoPerson[]
}

type Wire = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } }

const prefix = '/issuer'

/**
 * The OpenID Connect issuer of one machine, as a Hono app to be mounted at the root of a node-server app:
 * `app.route('/', await openIssuer(…))`. It answers under `/issuer` only.
 */
export async function openIssuer({ origin, dataDir, table, people }: IssuerParts): Promise<Hono<Wire>> {
  const known = new Map(people.map((person) => [person.personId, person]))
  const keys = await openIssuerKeys(dataDir)
  const provider = openProvider({
    origin,
    table,
    keys,
    pages: issuerPages(),
    isKnown: (personId) => known.has(personId),
  })
  provider.on('server_error', (_, error) => stderr.write(`issuer: ${error.stack ?? error.message}\n`))
  const listed = people.filter(({ listed: shown }) => shown !== false)
  const answer = provider.callback()
  const app = new Hono<Wire>()

  app.get(`${prefix}/sign-in/:uid`, async (c) => {
    const chosen = c.req.query('lang')
    const language =
      chosen === 'en' || chosen === 'zh-CN'
        ? chosen
        : languageOf(c.req.header('cookie'), c.req.header('accept-language'))
    if (!(await stepOf(provider, c))) return c.body(failurePage(language), 400, pageHeaders)
    return c.body(signInPage(listed, language, `${prefix}/sign-in/${c.req.param('uid')}`), 200, pageHeaders)
  })

  app.post(`${prefix}/sign-in/:uid`, async (c) => {
    const { person } = await c.req.parseBody()
    const language = languageOf(c.req.header('cookie'), c.req.header('accept-language'))
    const step = await stepOf(provider, c)
    if (typeof person !== 'string' || !known.has(person) || !step)
      return c.body(failurePage(language), 400, pageHeaders)
    if (step.session?.accountId !== person) await endOther(provider, step)
    const { incoming, outgoing } = c.env
    const result = { login: { accountId: person, remember: false } }
    return c.redirect(await provider.interactionResult(incoming, outgoing, result), 303)
  })

  app.all(`${prefix}/*`, async (c) => {
    await answer(mounted(c.env.incoming, origin), c.env.outgoing)
    return RESPONSE_ALREADY_SENT
  })
  return app
}

/** The step of a sign-in that the browser is in; undefined where its cookie is gone or belongs to another. */
async function stepOf(provider: Provider, c: Context<Wire>) {
  const details = await provider.interactionDetails(c.env.incoming, c.env.outgoing).catch(() => undefined)
  return details?.uid === c.req.param('uid') ? details : undefined
}

/** Another person signs in on the same browser: who was signed in here before is signed out first. */
async function endOther(
  provider: Provider,
  step: NonNullable<Awaited<ReturnType<typeof stepOf>>>,
): Promise<void> {
  const before = step.session?.cookie ? await provider.Session.find(step.session.cookie) : undefined
  await before?.destroy()
  delete step.session
  await step.persist()
}

/** The provider takes its addresses from the request: they come from the configured origin, never from `Host`. */
function mounted(incoming: IncomingMessage, origin: string): IncomingMessage {
  const { host, protocol } = new URL(origin)
  incoming.headers.host = host
  incoming.headers['x-forwarded-proto'] = protocol.slice(0, -1)
  const path = incoming.url ?? prefix
  return Object.assign(incoming, { originalUrl: path, url: path.slice(prefix.length) || '/' })
}
