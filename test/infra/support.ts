import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { afterAll } from 'vitest'
import { composeStacks } from '../../infra/aws/compose.ts'
import { type Partition, readContext, readSettings } from '../../infra/aws/settings.ts'

export const contexts = ['access', 'alliance', 'patients', 'practitioners', 'scheduling']

/** Those of them that have jobs. */
export const byClock = ['patients', 'practitioners', 'scheduling']

export interface Resource {
  readonly id: string
  readonly stack: string
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes, and tests look deep into it.
  readonly properties: any
  readonly deletionPolicy: string | undefined
}

const outdirs: string[] = []
afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true })
})

export function temporaryFolder(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'xinlian-synth-'))
  outdirs.push(outdir)
  return outdir
}

/** The stacks of a partition with empty functions, before synthesis. */
export function composed(partition: Partition, more: Readonly<Record<string, unknown>> = {}) {
  const context = readContext()
  const app = new App({ context, outdir: temporaryFolder(), builtinCloudFormationValidation: false })
  const settings = { ...readSettings(context['deployments'], partition), ...more }
  const code = () => Code.fromInline('exports.handler = async () => {}')
  composeStacks(app, { settings, contexts, byClock, code })
  return app
}

/** Every resource of every template of a partition. */
export function resourcesOf(partition: Partition, more?: Readonly<Record<string, unknown>>): Resource[] {
  return composed(partition, more)
    .synth()
    .stacks.flatMap(({ stackName, template }) =>
      Object.entries(template.Resources as Record<string, RawResource>).map(([id, raw]) => ({
        id,
        stack: stackName,
        type: raw.Type,
        properties: raw.Properties ?? {},
        deletionPolicy: raw.DeletionPolicy,
      })),
    )
}

interface RawResource {
  readonly Type: string
  readonly Properties?: unknown
  readonly DeletionPolicy?: string
}

export const ofType = (resources: readonly Resource[], type: string): Resource[] =>
  resources.filter((one) => one.type === type)

export function only(resources: readonly Resource[], type: string): Resource {
  const [first, ...more] = ofType(resources, type)
  if (!first || more.length > 0) throw new Error(`${more.length + (first ? 1 : 0)} of ${type}, one expected`)
  return first
}

/** Text of a value in which references are joined: `Fn::Join` flattened, references by their names. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(text).join('')
  const [[key, inner] = ['', '']] = Object.entries(value as object)
  if (key === 'Fn::Join') return text((inner as [string, unknown[]])[1])
  if (key === 'Fn::GetAtt') return `<${(inner as string[]).join('.')}>`
  if (key === 'Fn::ImportValue') return `<${named(String(inner))}>`
  return `<${String(inner)}>`
}

/** `xinlian-data:ExportsOutputFnGetAttTableCD117FA1ArnF4E5` says `TableCD117FA1Arn…`. */
const named = (exported: string): string => exported.replace(/^.*?:ExportsOutput(FnGetAtt|Ref)/, '')
