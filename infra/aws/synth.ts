import { createApp, rulePacks } from './create-app.ts'
import { type Partition, partitions } from './settings.ts'

interface Row {
  readonly partition: Partition
  readonly stack: string
  readonly resources: number
  readonly functions: number
  readonly alarms: number
  readonly kilobytes: number
}

type Resources = Readonly<Record<string, { readonly Type: string }>>

/**
 * Writes the templates of a partition to `cdk.out/<partition>`.
 * @throws ValidationFailed, with every finding, where CloudFormation's own validation or a rule pack has one.
 */
function synthesise(partition: Partition): Row[] {
  const app = createApp(partition, { outdir: `cdk.out/${partition}` })
  return app.synth().stacks.map(({ stackName, template }) => {
    const types = Object.values(template.Resources as Resources).map(({ Type }) => Type)
    return {
      partition,
      stack: stackName,
      resources: types.length,
      functions: types.filter((type) => type === 'AWS::Lambda::Function').length,
      alarms: types.filter((type) => type === 'AWS::CloudWatch::Alarm').length,
      kilobytes: Math.ceil(JSON.stringify(template).length / 1024),
    }
  })
}

try {
  console.table(partitions.flatMap(synthesise))
  console.log(
    `0 findings: ${rulePacks()
      .map(({ name }) => name)
      .join(', ')}, CloudFormation validation`,
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
