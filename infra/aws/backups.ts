import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup'
import { Schedule } from 'aws-cdk-lib/aws-events'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import type { DataStack } from './data-stack.ts'

/**
 * Copies outside the table's own reach, for the day when the table itself is lost: one a day for 35 days, one a month
 * for a year, none deletable within a week. Records stay for 30 years in the table; a backup is not an archive.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { table, key }: DataStack) {
    super(scope, id)
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: 'xinlian',
      encryptionKey: key,
      lockConfiguration: { minRetention: Duration.days(7), maxRetention: Duration.days(400) },
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const plan = new BackupPlan(this, 'Plan', { backupPlanName: 'xinlian', backupVault: vault })
    plan.addRule(copy('daily', Schedule.cron({ hour: '18', minute: '0' }), 35))
    plan.addRule(copy('monthly', Schedule.cron({ day: '1', hour: '19', minute: '0' }), 365))
    const selection = plan.addSelection('Table', { resources: [BackupResource.fromDynamoDbTable(table)] })
    acknowledge(selection, 'backup-service-policy')
  }
}

/** Hours are UTC: 18:00 is two in the morning in Beijing. */
const copy = (ruleName: string, scheduleExpression: Schedule, days: number): BackupPlanRule =>
  new BackupPlanRule({
    ruleName,
    scheduleExpression,
    deleteAfter: Duration.days(days),
    startWindow: Duration.hours(1),
    completionWindow: Duration.hours(6),
  })
