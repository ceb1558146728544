import { CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { ApiStack } from './api-stack.ts'
import type { DataStack } from './data-stack.ts'
import { type Deployment, stackProps } from './deployment.ts'
import { WebApp } from './web-app.ts'

/** The one address under which pages and API are reached. */
export class WebStack extends Stack {
  readonly web: WebApp

  constructor(scope: Construct, deployment: Deployment, data: DataStack, { api }: ApiStack) {
    super(scope, 'xinlian-web', stackProps(deployment))
    this.web = new WebApp(this, 'Web', { settings: deployment.settings, files: data.site, api })
    new CfnOutput(this, 'DistributionId', { value: this.web.distribution.ref })
    new CfnOutput(this, 'DistributionDomain', { value: this.web.distribution.attrDomainName })
  }
}
