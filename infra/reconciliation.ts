import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { addAlarm, countedByLephi } from './alarms.ts';
import { allowFiles } from './bucket-access.ts';
import { wakeEveryMinute } from './every-minute.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import type { Stage } from './stages.ts';
import { allowTable, type KeyPrefix } from './table-access.ts';

/**
 * Statements that came in, runs to go on with, discrepancies that wait too long, statements that did not come. A run may
 * outlast a minute: the next one finds it taken, and what both did all the same only one could write.
 */
export class Reconciliation extends Construct {
  constructor(scope: Construct, surroundings: Surroundings) {
    super(scope, 'Reconciliation');
    const { stage, data } = surroundings;
    const name = 'reconcile-statements';
    const variables = { STATEMENTS_BUCKET: data.bucket.bucketName };
    const { lambda, role } = addFunction(this, name, { ...surroundings, variables });
    // A line that is missing at Lephi goes through the decision of a callback, and needs what that needs.
    const healed: KeyPrefix[] = ['ORDER#', 'MOVEMENT#', 'PROPOSAL#'];
    const own: KeyPrefix[] = ['BANK-DAY#', 'RESULTS#', 'DISCREPANCY#', 'WATCH#'];
    allowTable(role, data.table, {
      reads: [...healed, 'DOSSIER#', 'ACCOUNT#', ...own, 'SOURCE#', 'CALENDAR#', 'DIRECTORY#'],
      writes: [...healed, ...own],
      queries: ['due', 'by-account-day'],
    });
    allowFiles(role, stage, {
      reads: ['incoming/', 'receiving/', 'statements/', 'quarantine/', 'runs/'],
      writes: ['receiving/', 'statements/', 'quarantine/', 'runs/'],
      removes: ['incoming/', 'receiving/'],
    });
    wakeEveryMinute(this, stage, { name, lambda });
    this.#addAlarms(stage, lambda);
  }

  #addAlarms(stage: Stage, lambda: LambdaFunction): void {
    addAlarm(this, stage, {
      runbookHeading: 'reconciliation-silent',
      says: 'Reconciliation, due every minute, has not run for five.',
      metric: lambda.metricInvocations(),
      threshold: 1,
      onWhen: 'not-reached',
    });
    addAlarm(this, stage, {
      runbookHeading: 'statements-quarantined',
      says: 'A statement was refused whole: nothing of it was used.',
      metric: countedByLephi(stage, 'StatementQuarantined'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'statements-unplaced',
      says: 'A file in the bucket does not say what it is of, or is of nothing that is set up.',
      metric: countedByLephi(stage, 'StatementUnplaced'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'statements-missing',
      says: 'A statement that should have come has not.',
      metric: countedByLephi(stage, 'StatementMissing'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'runs-not-balanced',
      says: 'A run ended whose classes do not add up to its statement or to our side.',
      metric: countedByLephi(stage, 'RunNotBalanced'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'runs-given-up',
      says: 'A run could not be finished, and gave way to the next one.',
      metric: countedByLephi(stage, 'RunGivenUp'),
      threshold: 1,
    });
    addAlarm(this, stage, {
      runbookHeading: 'discrepancies-overdue',
      says: 'A difference has waited for longer than its source allows.',
      metric: countedByLephi(stage, 'DiscrepancyOverdue'),
      threshold: 1,
    });
  }
}
