import { App, type AppProps, Validations } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks } from 'cdk-nag'
import { bundleFunction, contextsByClock, deployedContexts, entries } from './bundle.ts'
import { composeStacks } from './compose.ts'
import { type Partition, readContext, readSettings } from './settings.ts'

/**
 * The deployment that cdk.json describes for a partition, with real code, held against three rule packs.
 * @throws Error where settings are wrong or a function does not bundle.
 */
export function createApp(partition?: Partition, props: AppProps = {}): App {
  const app = new App({ ...props, context: { ...readContext(), ...props.context } })
  const chosen = partition ?? String(app.node.tryGetContext('partition') ?? 'aws')
  const settings = readSettings(app.node.tryGetContext('deployments'), chosen)
  const contexts = deployedContexts()
  const sources = entries(contexts)
  composeStacks(app, {
    settings,
    contexts,
    byClock: contextsByClock(),
    code: (name) => Code.fromAsset(bundleFunction(name, sources[name] ?? '').directory),
  })
  Validations.of(app).addPlugins(...rulePacks(app))
  return app
}

export const rulePacks = (app?: App) => [
  new AwsSolutionsChecks(app),
  new HIPAASecurityChecks(app),
  new NIST80053R5Checks(app),
]
