import { Stack } from 'aws-cdk-lib'
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { ContextApiProps } from './context-api.ts'
import { publicOrigin } from './deployment.ts'
import { NodeFunction } from './function.ts'

/**
 * Documents of the site with their security headers, and the public pages made of the published days. The China
 * partition's CloudFront can neither add headers nor rewrite paths, and a new import map must not wait for a
 * deployment of the distribution: so both partitions ask this function, and CloudFront keeps its answers for a minute.
 */
export class SitePages extends Construct {
  readonly handler: NodeFunction

  constructor(scope: Construct, id: string, { api, data, deployment }: ContextApiProps) {
    super(scope, `site-${id}`)
    const { bucket } = data.site
    this.handler = new NodeFunction(this, id, {
      code: deployment.code(id),
      key: data.key,
      environment: {
        FILES_URL: `https://${bucket.bucketRegionalDomainName}`,
        FILES_REGION: Stack.of(this).region,
        PUBLIC_ORIGIN: publicOrigin(deployment.settings),
        OIDC_ISSUER: deployment.settings.oidcIssuer,
      },
    })
    this.handler.allow(
      new PolicyStatement({ actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')] }),
      // Without it a file that is not there would be answered like one that may not be read.
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    )
    acknowledge(this.handler, 'documents-by-key')
    const integration = new HttpLambdaIntegration('pages', this.handler.lambda)
    for (const path of ['/', '/{proxy+}'])
      api.addRoutes({ path, methods: [HttpMethod.GET, HttpMethod.HEAD], integration })
  }
}
