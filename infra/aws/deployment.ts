import type { StackProps } from 'aws-cdk-lib'
import type { Code } from 'aws-cdk-lib/aws-lambda'
import type { Settings } from './settings.ts'

/** What is deployed, and how: the settings, the contexts that run, and where their code comes from. */
export interface Deployment {
  readonly settings: Settings
  readonly contexts: readonly string[]
  /** Those of them that have jobs. */
  readonly byClock: readonly string[]
  readonly code: (name: string) => Code
}

export const stackProps = ({ settings: { account, region } }: Deployment): StackProps => ({
  env: { region, ...(account === undefined ? {} : { account }) },
  tags: { system: 'xinlian' },
})

export const publicOrigin = ({ domainName }: Settings): string => `https://${domainName}`
