import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { addAlarm, countedByLephi } from './alarms.ts';
import { wakeEveryMinute } from './every-minute.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowMerchantSecrets, allowWebhookKey } from './secret-access.ts';
import type { Stage } from './stages.ts';
import { allowTable } from './table-access.ts';

/** The sweep that finds everything due: webhooks, lists to read, attempts and refunds to ask after, orders to expire. */
export class DueWork extends Construct {
  constructor(scope: Construct, surroundings: Surroundings) {
    super(scope, 'DueWork');
    const { stage, data } = surroundings;
    const name = 'sweep-due-work';
    const { lambda, role } = addFunction(this, name, surroundings);
    allowTable(role, data.table, {
      reads: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'DOSSIER#', 'CLIENT#', 'ACCOUNT#', 'FEED#'],
      writes: ['ORDER#', 'MOVEMENT#', 'PROPOSAL#', 'FEED#'],
      queries: ['due'],
    });
    allowMerchantSecrets(role, stage);
    allowWebhookKey(role, data.webhookKeySecret);
    wakeEveryMinute(this, stage, { name, lambda });
    this.#addAlarms(stage, lambda);
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
