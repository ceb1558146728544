import { describe, expect, it } from 'vitest'
import { partitions } from '../../infra/aws/settings.ts'
import { contexts, ofType, only, resourcesOf, text } from './support.ts'

const sixMonths = 183

describe.each(partitions)('functions in %s', (partition) => {
  const resources = resourcesOf(partition)
  const lambdas = ofType(resources, 'AWS::Lambda::Function')
  const named = (name: string) =>
    lambdas.find(({ properties }) => properties.FunctionName === `xinlian-${name}`)
  const environmentOf = (name: string) => named(name)?.properties.Environment.Variables

  it('are one for each context, the relay and the pages', () => {
    const names = lambdas.map(({ properties }) => properties.FunctionName).sort()
    expect(names).toEqual([...contexts, 'pages', 'relay'].map((name) => `xinlian-${name}`).sort())
  })

  it('run Node 24 on ARM, and answer before the gateway gives up at 30 s', () => {
    for (const { properties } of lambdas)
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] })
    const answering = lambdas.filter(({ properties }) => properties.FunctionName !== 'xinlian-relay')
    for (const { properties } of answering) expect(properties.Timeout).toBeLessThan(30)
  })

  it.each(contexts)('of %s are told what configuration asks for, and no secret', (context) => {
    const environment = environmentOf(context)
    const published = ['alliance', 'practitioners', 'scheduling'].includes(context) ? ['PUBLIC_FILES'] : []
    const sending =
      context === 'patients' && partition === 'aws-cn'
        ? ['NOTICE_CHANNELS', 'NOTICE_GATEWAY_KEY_ARN', 'NOTICE_GATEWAY_URL']
        : []
    expect(Object.keys(environment).sort()).toEqual(
      [
        'KEYS_SECRET_ARN',
        'LOG_LEVEL',
        'OIDC_AUDIENCE',
        'OIDC_CLIENT_ID',
        'OIDC_ISSUER',
        'PUBLIC_ORIGIN',
        'TABLE_NAME',
        ...published,
        ...sending,
      ].sort(),
    )
    expect(text(environment.KEYS_SECRET_ARN)).toMatch(/^<RootKey/)
    if (published.length > 0) expect(text(environment.PUBLIC_FILES)).toMatch(/^s3:\/\/<SiteFiles/)
  })

  it('of patients are told of the message gateway where the deployment has one, and never its key', () => {
    const told = environmentOf('patients')
    if (partition === 'aws') return expect(told.NOTICE_GATEWAY_URL).toBeUndefined()
    expect(told).toMatchObject({
      NOTICE_GATEWAY_URL: 'https://messages.example.cn/xinlian',
      NOTICE_CHANNELS: 'wechat,sms',
    })
    expect(text(told.NOTICE_GATEWAY_KEY_ARN)).toMatch(/^<GatewayKey/)
  })

  it('of the relay are told table and bus', () => {
    expect(Object.keys(environmentOf('relay')).sort()).toEqual(['EVENT_BUS_NAME', 'LOG_LEVEL', 'TABLE_NAME'])
  })

  it('have one public origin, the name that people type', () => {
    const origins = new Set(contexts.map((context) => environmentOf(context).PUBLIC_ORIGIN))
    const [name] = only(resources, 'AWS::CloudFront::Distribution').properties.DistributionConfig.Aliases
    expect([...origins]).toEqual([`https://${name}`])
  })

  it('each write to a log of their own', () => {
    const logs = lambdas.map(({ properties }) => text(properties.LoggingConfig.LogGroup))
    expect(new Set(logs).size).toBe(lambdas.length)
  })

  it('keep logs longer than the six months that the law asks for, under the customer key', () => {
    const logs = ofType(resources, 'AWS::Logs::LogGroup')
    expect(logs).toHaveLength(lambdas.length + 1)
    for (const { properties, deletionPolicy } of logs) {
      expect(properties.RetentionInDays).toBeGreaterThanOrEqual(sixMonths)
      expect(text(properties.KmsKeyId)).toMatch(/Key/)
      expect(deletionPolicy).toBe('Retain')
    }
  })
})

describe.each(partitions)('the HTTP API in %s', (partition) => {
  const resources = resourcesOf(partition)
  const routes = ofType(resources, 'AWS::ApiGatewayV2::Route').map(
    ({ properties }) => properties.RouteKey as string,
  )
  const stage = only(resources, 'AWS::ApiGatewayV2::Stage').properties

  it('sends each context its own paths and the sign-in to access', () => {
    expect(routes.sort()).toEqual(
      [
        ...contexts.flatMap((context) => [`ANY /api/${context}`, `ANY /api/${context}/{proxy+}`]),
        'ANY /auth/{proxy+}',
        'ANY /api/health',
        ...['/', '/{proxy+}'].flatMap((path) => [`GET ${path}`, `HEAD ${path}`]),
      ].sort(),
    )
  })

  it('has no stage name in its paths, a limit on its rate, and a log', () => {
    expect(stage).toMatchObject({ StageName: '$default', AutoDeploy: true })
    expect(stage.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0)
    expect(stage.AccessLogSettings.DestinationArn).toBeDefined()
  })

  it('logs routes and never paths, queries, cookies or tokens', () => {
    const fields = [...(stage.AccessLogSettings.Format as string).matchAll(/\$context\.([\w.]+)/g)].map(
      ([, field]) => field,
    )
    expect(fields).toContain('routeKey')
    expect(fields.filter((field) => /path|query|cookie|header|authorizer/i.test(field ?? ''))).toEqual([])
  })
})
