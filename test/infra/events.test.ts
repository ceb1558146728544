import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contextsByClock, deployedContexts } from '../../infra/aws/bundle.ts'
import { partitions } from '../../infra/aws/settings.ts'
import { byClock, contexts, ofType, only, resourcesOf, text } from './support.ts'

/** A queue's name without the hashes: `<contextaccessFailures>`. */
const short = (name: string): string => name.replace(/[0-9A-F]{8}.*$/, '')

describe.each(partitions)('events in %s', (partition) => {
  const resources = resourcesOf(partition)
  const queues = ofType(resources, 'AWS::SQS::Queue')
  const alarms = ofType(resources, 'AWS::CloudWatch::Alarm')
  const mapping = only(resources, 'AWS::Lambda::EventSourceMapping').properties
  const rules = ofType(resources, 'AWS::Events::Rule').filter(({ properties }) => properties.EventPattern)

  it('start with the relay on the stream of the table, from its first record', () => {
    expect(text(mapping.EventSourceArn)).toMatch(/^<Table\w+StreamArn/)
    expect(mapping.StartingPosition).toBe('TRIM_HORIZON')
  })

  it('are new journal entries only: links and other items do not wake the relay', () => {
    const patterns = mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    )
    expect(patterns).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: {
          Keys: { pk: { S: [{ prefix: '$journal#context_' }] }, sk: { S: [{ prefix: '$entry_' }] } },
        },
      },
    ])
  })

  it('survive an outage of hours, a bad one stands aside, and time is left to fetch it', () => {
    expect(mapping.BisectBatchOnFunctionError).toBe(true)
    expect(mapping.MaximumRetryAttempts ?? -1).toBe(-1)
    expect(mapping.MaximumRecordAgeInSeconds).toBeGreaterThanOrEqual(2 * 3600)
    expect(mapping.MaximumRecordAgeInSeconds).toBeLessThanOrEqual(12 * 3600)
    expect(text(mapping.DestinationConfig.OnFailure.Destination)).toMatch(/^<journalrelayFailures/)
  })

  it('go to every context, and wait in a queue where they cannot be delivered', () => {
    expect(rules.map(({ properties }) => properties.Name).sort()).toEqual(
      contexts.map((one) => `xinlian-${one}`),
    )
    for (const { properties } of rules) {
      expect(properties.EventPattern).toEqual({ source: [{ prefix: 'xinlian.' }] })
      expect(properties.Targets).toHaveLength(1)
      const context = properties.Name.replace('xinlian-', '')
      expect(text(properties.Targets[0].DeadLetterConfig.Arn)).toMatch(
        new RegExp(`^<listener${context}Undelivered`),
      )
    }
  })

  it('that a handler fails on go to its own queue after three times', () => {
    const invocations = ofType(resources, 'AWS::Lambda::EventInvokeConfig')
    expect(invocations).toHaveLength(contexts.length)
    for (const { properties } of invocations) {
      expect(properties.MaximumRetryAttempts).toBe(2)
      expect(text(properties.DestinationConfig.OnFailure.Destination)).toMatch(/^<context\w+Failures/)
    }
  })

  it('that nobody could take wait fourteen days, encrypted, by TLS only', () => {
    expect(queues).toHaveLength(2 * contexts.length + byClock.length + 1)
    for (const { properties } of queues)
      expect(properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400, SqsManagedSseEnabled: true })
    expect(ofType(resources, 'AWS::SQS::QueuePolicy')).toHaveLength(queues.length)
  })

  it('that nobody could take ring an alarm for each queue', () => {
    const watched = alarms
      .filter(({ properties }) => properties.MetricName === 'ApproximateNumberOfMessagesVisible')
      .map(({ properties }) => short(text(properties.Dimensions[0].Value).slice(1)))
    expect(watched.sort()).toEqual(queues.map(({ id }) => short(id)).sort())
  })
})

describe.each(partitions)('the clock in %s', (partition) => {
  const resources = resourcesOf(partition)
  const rules = ofType(resources, 'AWS::Events::Rule').filter(({ properties }) => !properties.EventPattern)

  it('asks every context that has jobs, and no other, each minute', () => {
    expect(rules.map(({ properties }) => properties.Name).sort()).toEqual(
      byClock.map((context) => `xinlian-${context}-minute`),
    )
    for (const { properties } of rules)
      expect(properties).toMatchObject({ ScheduleExpression: 'rate(1 minute)', State: 'ENABLED' })
  })

  it('asks the Lambda of the context itself, and says in a queue where a minute was lost', () => {
    for (const { properties } of rules) {
      const context = properties.Name.split('-')[1]
      expect(properties.Targets).toHaveLength(1)
      expect(text(properties.Targets[0].Arn)).toMatch(new RegExp(`context${context}Function`))
      expect(text(properties.Targets[0].DeadLetterConfig.Arn)).toMatch(new RegExp(`^<clock${context}Missed`))
    }
    const permitted = ofType(resources, 'AWS::Lambda::Permission').filter(
      ({ properties }) => properties.Principal === 'events.amazonaws.com',
    )
    expect(permitted).toHaveLength(contexts.length + byClock.length)
  })

  it('is told of in files: who has jobs.ts exports jobs', () => {
    const exporting = deployedContexts().filter((context) =>
      /^export const jobs\b/m.test(readFileSync(`functions/${context}/handler.ts`, 'utf8')),
    )
    expect(contextsByClock()).toEqual(exporting)
  })
})

describe.each(partitions)('alarms in %s', (partition) => {
  const resources = resourcesOf(partition)
  const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties)
  const about = (metric: string) => alarms.filter(({ MetricName }) => MetricName === metric)

  it('reach somebody, also when it is over', () => {
    const topic = only(resources, 'AWS::SNS::Topic')
    expect(text(topic.properties.KmsMasterKeyId)).toMatch(/Key/)
    for (const { AlarmActions, OKActions } of alarms)
      expect([AlarmActions, OKActions].flat().map(text)).toEqual([`<${topic.id}>`, `<${topic.id}>`])
  })

  it('take silence for health', () => {
    for (const { TreatMissingData } of alarms) expect(TreatMissingData).toBe('notBreaching')
  })

  it('ring at the first server error of the API and when it is slow', () => {
    expect(about('5xx')).toHaveLength(1)
    expect(about('5xx')[0].Threshold).toBe(0)
    expect(about('Latency').map(({ ExtendedStatistic }) => ExtendedStatistic)).toEqual(['p99'])
  })

  it.each(['Errors', 'Throttles'])('ring at %s of every function', (metric) => {
    expect(about(metric)).toHaveLength(contexts.length + 2)
  })

  it('ring when the relay is a minute behind', () => {
    expect(about('IteratorAge')).toMatchObject([{ Threshold: 60_000, Statistic: 'Maximum' }])
  })

  it('ring when the table throttles or fails', () => {
    expect(about('ThrottledRequests').length).toBeGreaterThan(0)
    expect(alarms.map(({ AlarmName }) => AlarmName)).toContain('xinlian-table-failures')
  })

  it('are on one screen', () => {
    const body = text(only(resources, 'AWS::CloudWatch::Dashboard').properties.DashboardBody)
    expect(body).toContain('"type":"alarm"')
  })

  it('write to a person where one is named', () => {
    expect(ofType(resources, 'AWS::SNS::Subscription')).toEqual([])
    const told = only(resourcesOf(partition, { alarmEmail: 'duty@example.org' }), 'AWS::SNS::Subscription')
    expect(told.properties).toMatchObject({ Protocol: 'email', Endpoint: 'duty@example.org' })
  })
})
