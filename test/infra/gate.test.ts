import { Stack, Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import { createApp, rulePacks } from '../../infra/aws/create-app.ts'
import { partitions } from '../../infra/aws/settings.ts'
import { composed, temporaryFolder } from './support.ts'

describe.each(partitions)('the gate for %s', (partition) => {
  it('lets real code and templates through CloudFormation’s own validation and three rule packs', () => {
    const app = createApp(partition, { outdir: temporaryFolder() })
    const found = rulePacks(app).flatMap((pack) =>
      pack.validateScope(app).violations.map(({ ruleName }) => ruleName),
    )
    expect(found).toEqual([])
    expect(app.synth().stacks).toHaveLength(5)
  })

  it('stops a bucket that is open', () => {
    const app = composed(partition)
    new Bucket(new Stack(app, 'careless'), 'Open')
    const found = rulePacks(app).flatMap((pack) =>
      pack.validateScope(app).violations.map(({ ruleName }) => ruleName),
    )
    expect(found).toContain('AwsSolutions-S1')
    expect(found).toContain('AwsSolutions-S10')
  })

  it('gives every acknowledged finding a reason', () => {
    const app = composed(partition)
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => /acknowledg|validation/i.test(type)))
    expect(reasons.length).toBeGreaterThan(10)
    expect(Validations.of(app)).toBeDefined()
  })
})
