import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { addAlarm, countedByLephi } from './alarms.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowMerchantSecrets, allowWebhookKey } from './secret-access.ts';
import type { Stage } from './stages.ts';
import { allowTable } from './table-access.ts';

/** The sweep that finds everything due: webhooks, lists to read, attempts and refunds to ask after, orders to expire. */
export class DueWork extends Construct {
  constructor(scope: Construct, surroundings: Surroundings) {
    super(scope, 'DueWork');
    const { stage, data } = surroundings;
    const { lambda, role } = addFunction(this, 'sweep-due-work', surroundings);
    allowTable(role, data.table, {
      reads: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'DOSSIER#', 'CLIENT#', 'ACCOUNT#', 'FEED#'],
      writes: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'FEED#'],
      queries: 'due',
    });
    allowMerchantSecrets(role, stage);
    allowWebhookKey(role, data.webhookKeySecret);
    this.#schedule(stage, lambda);
    this.#addAlarms(stage, lambda);
  }

  #schedule(stage: Stage, lambda: LambdaFunction): void {
    const { account } = Stack.of(this);
    const role = new Role(this, 'ScheduleRole', {
      // Only schedules of this account may use the role (the confused deputy of the IAM guide).
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ sid: 'Invoke', actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
    );
    new CfnSchedule(this, 'EveryMinute', {
      name: `lephi-${stage.name}-sweep-due-work`,
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      // A sweep that failed is not tried again: the next one finds the same work.
      target: { arn: lambda.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0 } },
    });
  }

  #addAlarms(stage: Stage, lambda: LambdaFunction): void {
    addAlarm(this, stage, {
      runbookHeading: 'sweep-silent',
      says: 'The sweep, due every minute, has not run for five.',
      metric: lambda.metricInvocations(),
      threshold: 1,
      onWhen: 'not-reached',
    });
    addAlarm(this, stage, {
      runbookHeading: 'due-work-late',
      says: 'Some work was found at least ten minutes after it was due.',
      metric: countedByLephi(stage, 'DueWorkLateSeconds', 'Maximum'),
      threshold: 600,
    });
    addAlarm(this, stage, {
      runbookHeading: 'feeds-unreadable',
      says: "A provider's list of movements could not be fetched or read.",
      metric: countedByLephi(stage, 'FeedUnreadable'),
      threshold: 1,
    });
  }
}
