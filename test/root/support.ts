import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Actor } from '#shared/access/index.ts'
import { buildWeb } from '../../infra/local/build.ts'
import { buildPart } from '../../infra/local/build-modules.ts'
import { webStatic } from '../../infra/local/web-static.ts'

export const liMin: Actor = {
  personId: 'li-min',
  displayName: '李敏',
  grants: [
    { role: 'clinic-staff', siteId: 'wangjing' },
    { role: 'alliance-office', organisationId: 'alliance' },
  ],
}

/** An app as any other, written by hand: what it does is all the shell sees of an app. */
const fixtureApp = (name: string): string => `
  import { createApp, h, onMounted, ref } from 'vue'
  import { BaseButton, BaseDialog, client, kitI18n, useCounter, useKeys, usePlace, useToast } from 'xinlian-kit'
  const answer = { safeParse: (data) => ({ success: true, data }) }
  const api = client({ context: '${name}', operations: { save: { method: 'GET', path: '/thing', answer } } })
  let app
  const Page = {
    setup() {
      const open = ref(false)
      const outcome = ref('')
      const save = async () => { outcome.value = await api.save().catch((problem) => problem.message) }
      const { undoable } = useToast()
      usePlace().workAt('望京社区卫生服务中心')
      useCounter('/app/${name}/today', () => 3)
      useKeys({ b: { label: 'book', run: () => { open.value = true } } })
      return () => h('section', [
        h('h1', '${name} ' + location.pathname),
        h('a', { href: '/app/other/start' }, 'to the other app'),
        h('textarea', { 'aria-label': 'notes' }),
        h(BaseButton, { onPress: save }, () => 'save'),
        h('output', outcome.value),
        h(BaseButton, { onPress: () => undoable('03 号 记为爽约', () => document.body.dataset.undone = 'yes') }, () => 'miss'),
        h(BaseDialog, { open: open.value, title: '预约', 'onUpdate:open': (value) => { open.value = value } },
          { default: () => h('p', '给谁'), foot: () => h(BaseButton, { kind: 'primary' }, () => '约好') }),
      ])
    },
  }
  export const bootstrap = async () => {}
  export const mount = async ({ host }) => {
    const { i18n, ready } = kitI18n({ chinese: {}, english: async () => ({ default: {} }) })
    await ready
    app = createApp(Page).use(i18n)
    app.mount(host)
  }
  export const unmount = async () => app.unmount()
`

const entry = (path: string, icon: string, word: string, order: number) => ({
  path,
  icon,
  label: { 'zh-CN': word, en: `${word} (en)` },
  roles: ['clinic-staff'],
  order,
})

const fixtures = {
  one: { module: '/fixture/one.js', styles: [] },
  other: { module: '/fixture/other.js', styles: [] },
  broken: { module: '/fixture/missing.js', styles: [] },
}
const gallery = {
  name: 'gallery',
  entry: join(import.meta.dirname, '../kit/gallery/main.ts'),
  kind: 'app',
} as const

const navigation = [
  entry('/app/one/today', 'calendar-check', '今日', 10),
  entry('/app/one/week', 'calendar-days', '周历', 20),
  entry('/app/other/start', 'user-plus', '预约', 30),
  entry('/app/other/pill', 'pill', '药品', 40),
  entry('/app/broken/x', 'map', '覆盖', 50),
  entry('/app/other/users', 'users', '患者', 60),
]

export interface Shell {
  readonly origin: string
  /** Who the session says is signed in; nobody where undefined. */
  person: Actor | undefined
  /** Is the session over, so that calls are refused until somebody signs in? */
  expired: boolean
  /** Files under the fixture's addresses, for tests that flip a byte. */
  readonly files: Map<string, string>
  close(): Promise<void>
}

/** The built shell behind the real static server, with a session and apps of our own. */
export async function openShell(port: number): Promise<Shell> {
  const outDir = await mkdtemp(join(tmpdir(), 'xinlian-web-'))
  await buildWeb({ outDir, only: [] })
  const { entry, styles } = await buildPart(gallery, outDir)
  const apps = { ...fixtures, gallery: { module: entry, styles: styles.map((href) => ({ href })) } }
  const shell = { person: liMin as Actor | undefined, expired: false, files: new Map<string, string>() }
  const app = new Hono()
  app.get('/api/access/session', (context) =>
    context.json(shell.person ? { actor: shell.person, expiresAt: Date.now() + 3_600_000 } : {}),
  )
  app.get('/manifest.json', (context) => context.json({ apps, navigation }))
  app.get('/fixture/:name{(one|other)\\.js}', (context) =>
    context.body(fixtureApp(context.req.param('name').replace('.js', '')), 200, {
      'content-type': 'text/javascript',
    }),
  )
  app.get('/api/one/thing', (context) =>
    shell.expired
      ? context.json({ type: 'urn:problem:http:session-expired', status: 401, title: '' }, 401)
      : context.json('saved'),
  )
  app.get('/auth/sign-in', (context) => {
    shell.expired = false
    return context.redirect(context.req.query('return') ?? '/app')
  })
  app.get('/assets/*', async (context, next) => {
    const replaced = shell.files.get(context.req.path)
    if (replaced === undefined) return next()
    return context.body(replaced, 200, { 'content-type': 'text/javascript' })
  })
  app.route('/', webStatic({ outDir }))
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(shell, {
    origin,
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
      await rm(outDir, { recursive: true, force: true })
    },
  })
}
