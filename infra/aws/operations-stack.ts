import { Stack } from 'aws-cdk-lib'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { Alarms } from './alarms.ts'
import { Backups } from './backups.ts'
import { dutyDashboard, type Watched } from './dashboards.ts'
import { type Deployment, stackProps } from './deployment.ts'

/** What people look at and what wakes them; and the copies. */
export class OperationsStack extends Stack {
  readonly alarms: Alarms

  constructor(scope: Construct, deployment: Deployment, watched: Watched) {
    super(scope, 'xinlian-operations', stackProps(deployment))
    const topic = new Topic(this, 'Topic', {
      topicName: 'xinlian-alarms',
      masterKey: watched.data.key,
      enforceSSL: true,
    })
    const { alarmEmail } = deployment.settings
    if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail))
    this.alarms = new Alarms(this, topic)
    watch(this.alarms, watched)
    dutyDashboard(this, watched, this.alarms)
    new Backups(this, 'Backups', watched.data)
  }
}

function watch(alarms: Alarms, { data, api, events }: Watched): void {
  alarms.api(api.stage)
  alarms.table(data.table)
  alarms.lambda('pages', api.pages.handler.lambda)
  alarms.relay(events.relay.handler.lambda)
  alarms.queue('relay', events.relay.failures)
  for (const { context, handler, failures } of api.contexts) {
    alarms.lambda(context, handler.lambda)
    alarms.queue(`${context}-failures`, failures)
  }
  for (const { context, undelivered } of events.listeners) alarms.queue(`${context}-undelivered`, undelivered)
  for (const { context, missed } of events.clocks) alarms.queue(`${context}-minutes-missed`, missed)
}
