import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const configuration = join(root, '.dependency-cruiser.mjs')
const { default: rules } = await import(configuration)
const ruleNames: string[] = rules.forbidden.map(({ name }: { name: string }) => name)

type Tree = Readonly<Record<string, string>>
let home = ''
afterEach(() => rm(home, { recursive: true, force: true }))

const packages = ['zod', 'hono', 'electrodb', '@casl/ability', 'chinese-days', 'vue']
const installed: Tree = Object.fromEntries(
  packages.flatMap((name) => [
    [
      `node_modules/${name}/package.json`,
      `{"name":"${name}","version":"1.0.0","type":"module","exports":"./index.js"}`,
    ],
    [`node_modules/${name}/index.js`, 'export const it = 1'],
  ]),
)
const project: Tree = {
  'package.json':
    '{"name":"planted","type":"module","imports":{"#shared/*":"./shared/*","#functions/*":"./functions/*","#frontends/*":"./frontends/*"}}',
  'tsconfig.json':
    '{"compilerOptions":{"module":"preserve","moduleResolution":"bundler","allowImportingTsExtensions":true,"noEmit":true}}',
  ...Object.fromEntries(
    ['shared', 'functions', 'frontends', 'infra', 'test'].map((room) => [`${room}/keep.json`, '{}']),
  ),
}

/** The rules broken in a project of these files, each with the file that breaks it. */
async function broken(files: Tree): Promise<string[]> {
  home = await mkdtemp(join(tmpdir(), 'boundaries-'))
  for (const [path, text] of Object.entries({ ...project, ...installed, ...files })) {
    await mkdir(dirname(join(home, path)), { recursive: true })
    await writeFile(join(home, path), text)
  }
  const command = [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    configuration,
  ]
  const rooms = ['shared', 'functions', 'frontends', 'infra', 'test']
  const options = { cwd: home, maxBuffer: 1e8 }
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...command, '--output-type', 'json', ...rooms],
    options,
  ).catch((failed: { stdout: string }) => failed)
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] }
  }
  return summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`)
}

const imports = (specifier: string): string => `import { it } from '${specifier}'\nexport const own = it`
const type = (specifier: string): string =>
  `import type { it } from '${specifier}'\nexport type Own = typeof it`
const sfc = (specifier: string): string =>
  `<script setup lang="ts">\n${imports(specifier).replace('export ', '')}\n</script>\n<template><p>{{ own }}</p></template>`

/** Good code that the bad code reaches for. */
const targets: Tree = Object.fromEntries(
  [
    'shared/kernel/decision.ts',
    'shared/alliance/index.ts',
    'shared/alliance/model.ts',
    'shared/scheduling/index.ts',
    'shared/patients/index.ts',
    'shared/access/index.ts',
    'functions/platform/table.ts',
    'functions/alliance/routes.ts',
    'frontends/alliance/queries.ts',
    'frontends/root/shell.ts',
    'infra/local/start.ts',
    'test/support/engine.ts',
  ].map((path) => [path, 'export const it = 1']),
)

/** One planted violation for every rule: the file that breaks it, and its text. */
const planted: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['no-cycles', 'shared/kernel/a.ts', imports('./b.ts')],
  ['shared-is-pure', 'shared/alliance/file.ts', imports('node:fs')],
  ['shared-is-pure', 'shared/alliance/server.ts', imports('hono')],
  ['ability-library-in-access-only', 'functions/alliance/policy.ts', imports('@casl/ability')],
  ['holiday-data-in-scheduling-only', 'shared/alliance/holidays.ts', imports('chinese-days')],
  ['browser-and-server-meet-in-shared', 'frontends/alliance/api.ts', type('#functions/alliance/routes.ts')],
  [
    'browser-and-server-meet-in-shared',
    'frontends/alliance/pages/SitePage.vue',
    sfc('#functions/alliance/routes.ts'),
  ],
  ['server-never-imports-browser', 'functions/alliance/page.ts', imports('#frontends/alliance/queries.ts')],
  ['infra-names-files-only', 'infra/local/relay.ts', imports('#functions/platform/table.ts')],
  ['cloud-imports-no-application-code', 'infra/aws/app.ts', imports('#shared/kernel/decision.ts')],
  ['front-door-only', 'shared/scheduling/booking.ts', imports('#shared/alliance/model.ts')],
  ['own-front-door', 'functions/alliance/repository.ts', imports('#shared/alliance/model.ts')],
  ['kernel-knows-no-context', 'shared/kernel/site.ts', imports('#shared/alliance/index.ts')],
  ['contexts-do-not-share-code', 'functions/scheduling/routes.ts', imports('#functions/alliance/routes.ts')],
  [
    'contexts-do-not-share-code',
    'frontends/scheduling/queries.ts',
    imports('#frontends/alliance/queries.ts'),
  ],
  ['only-repositories-know-the-database', 'functions/alliance/sites.ts', imports('electrodb')],
  ['platform-knows-no-context', 'functions/platform/claims.ts', imports('#shared/scheduling/index.ts')],
  ['platform-knows-no-context', 'frontends/kit/badge.ts', imports('#shared/scheduling/index.ts')],
  ['root-and-apps-meet-in-the-kit', 'frontends/patients/main.ts', imports('#frontends/root/shell.ts')],
  ['nothing-imports-tests', 'infra/local/demo.ts', imports('../../test/support/engine.ts')],
  ['resolvable', 'shared/kernel/gone.ts', imports('./missing.ts')],
]

/** Every context reaches for a front door that is not on its list: nobody's list has `indicators`. */
const guests = ruleNames
  .filter((name) => name.startsWith('front-doors-of-'))
  .map((name) => name.replace('front-doors-of-', ''))
  .map(
    (context) =>
      [
        `front-doors-of-${context}`,
        context.startsWith('pages-of-')
          ? `frontends/${context.replace('pages-of-', '')}/guest.ts`
          : `functions/${context}/guest.ts`,
        context.replace('pages-of-', ''),
      ] as const,
  )

it('reports each planted violation by its rule', async () => {
  const files = Object.fromEntries(planted.map(([, file, text]) => [file, text]))
  const doors: Tree = {
    'shared/indicators/index.ts': 'export const it = 1',
    'shared/exchange/index.ts': 'export const it = 1',
  }
  const visits = guests.map(([, file, context]) => [
    file,
    imports(`#shared/${context === 'indicators' ? 'exchange' : 'indicators'}/index.ts`),
  ])
  const reported = await broken({
    ...targets,
    ...doors,
    'shared/kernel/b.ts': imports('./a.ts'),
    ...files,
    ...Object.fromEntries(visits),
  })
  const expected = [...planted, ...guests].map(([rule, file]) => `${rule}: ${file}`)
  expect(expected.filter((line) => !reported.includes(line))).toEqual([])
  expect(ruleNames.filter((name) => !expected.some((line) => line.startsWith(`${name}: `)))).toEqual([])
})

it('is content with code that keeps to the arrows', async () => {
  const good: Tree = {
    'shared/scheduling/booking.ts': imports('#shared/kernel/decision.ts'),
    'shared/scheduling/model.ts': imports('zod'),
    'shared/access/ability.ts': imports('@casl/ability'),
    'shared/scheduling/holidays.ts': imports('chinese-days'),
    'functions/scheduling/repository.ts': imports('electrodb'),
    'functions/scheduling/routes.ts': imports('#shared/patients/index.ts'),
    'functions/scheduling/entities.ts': imports('#functions/platform/table.ts'),
    'functions/platform/identify.ts': imports('#shared/access/index.ts'),
    'frontends/scheduling/pages/DayPage.vue': sfc('#shared/alliance/index.ts'),
    'infra/local/people.ts': imports('#shared/access/index.ts'),
    'test/scheduling/booking.test.ts': imports('#functions/platform/table.ts').replaceAll(
      '#functions',
      '../../functions',
    ),
  }
  expect(await broken({ ...targets, ...good })).toEqual([])
})
