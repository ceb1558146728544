import { type App, Stack } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import { createApp, rulePacks } from '../../infra/aws/create-app.ts'
import { partitions } from '../../infra/aws/settings.ts'
import { composed, temporaryFolder } from './support.ts'

const found = (app: App, packs = rulePacks(app)): string[] =>
  packs.flatMap((pack) => pack.validateScope(app).violations.map(({ ruleName }) => ruleName))

/** What the packs would say if nothing were acknowledged. */
const foundAtAll = (app: App): string[] =>
  found(
    app,
    rulePacks(app).map((pack) => Object.assign(pack, { isAcknowledged: () => false })),
  )

/** Rule and reason of everything acknowledged. */
const acknowledged = (app: App): [string, string][] =>
  app.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules'))
    .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    .map(([id, reason]) => [id.replace(/^.*::(?=(AwsSolutions|HIPAA|NIST))/, ''), reason])

describe.each(partitions)('the gate for %s', (partition) => {
  it('lets real code and templates through CloudFormation’s own validation and three rule packs', () => {
    const app = createApp(partition, { outdir: temporaryFolder() })
    expect(found(app)).toEqual([])
    expect(app.synth().stacks).toHaveLength(5)
  })

  it('stops a bucket that is open', () => {
    const app = composed(partition)
    new Bucket(new Stack(app, 'careless'), 'Open')
    expect(found(app)).toEqual(expect.arrayContaining(['AwsSolutions-S1', 'AwsSolutions-S10']))
  })
})

describe('acknowledgements', () => {
  it('say why, in a sentence', () => {
    const reasons = acknowledged(composed('aws')).map(([, reason]) => reason)
    expect(reasons.length).toBeGreaterThan(10)
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(40)
  })

  it('are of findings that there are: none outlives its cause', () => {
    const apps = partitions.map((partition) => composed(partition))
    const findings = new Set(apps.flatMap(foundAtAll))
    for (const app of apps) app.synth()
    for (const finding of apps.flatMap(foundAtAll)) findings.add(finding)
    const stale = new Set(
      apps
        .flatMap(acknowledged)
        .map(([id]) => id)
        .filter((id) => !findings.has(id)),
    )
    expect([...stale]).toEqual([])
  })
})
