import { describe, expect, it } from 'vitest'
import { readContext, readSettings } from '../../infra/aws/settings.ts'

const deployments = readContext()['deployments'] as Record<string, Record<string, unknown>>
const changed = (change: object) => ({ ...deployments, aws: { ...deployments['aws'], ...change } })

describe('settings of a deployment', () => {
  it('are read for both partitions from cdk.json', () => {
    expect(readSettings(deployments, 'aws').region).toBe('ap-southeast-1')
    expect(readSettings(deployments, 'aws-cn')).toMatchObject({ partition: 'aws-cn', region: 'cn-north-1' })
  })

  it('name the partition that they lack', () => {
    expect(() => readSettings(deployments, 'aws-us-gov')).toThrow(/aws-cn/)
  })

  it.each([
    ['an issuer without TLS', { oidcIssuer: 'http://sign-in.example.org' }, /oidcIssuer/],
    ['a domain with a scheme', { domainName: 'https://xinlian.example.org' }, /domainName/],
    ['an account that is none', { account: 'prod' }, /account/],
    ['a setting that nobody knows', { regoin: 'ap-east-1' }, /regoin/],
    ['no certificate', { certificate: undefined }, /certificate/],
  ])('refuse %s', (_, change, reason) => {
    expect(() => readSettings(changed(change), 'aws')).toThrow(reason)
  })
})
