import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function as LambdaFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { tableShape } from '../lib/store/table-shape.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { addAlarm, countedByLephi } from './alarms.ts';
import { addFunction, type Surroundings } from './lephi-function.ts';
import { allowWebhookKey } from './secret-access.ts';
import type { Stage } from './stages.ts';
import { tableName } from './table.ts';
import { allowTable } from './table-access.ts';

/** The first delivery of each webhook, woken by the table's stream the moment its fact is committed. */
export class Webhooks extends Construct {
  constructor(scope: Construct, surroundings: Surroundings) {
    super(scope, 'Webhooks');
    const { stage, data } = surroundings;
    const { lambda, role } = addFunction(this, 'deliver-webhooks', surroundings);
    allowTable(role, data.table, { reads: ['ORDER#', 'CLIENT#'], writes: ['ORDER#'] });
    allowWebhookKey(role, data.webhookKeySecret);
    allowStream(role, data.streamArn, stage);
    this.#wakeByStream(lambda, data.streamArn);
    this.#addAlarms(stage, lambda);
  }

  /**
   * The stream makes a first delivery quick and nothing else: a record that is too old or fails again is dropped, since
   * the sweep finds the same webhook by its due marker.
   */
  #wakeByStream(lambda: LambdaFunction, streamArn: string): void {
    new EventSourceMapping(this, 'Stream', {
      target: lambda,
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [carriesWebhook],
      batchSize: 10,
      maxBatchingWindow: Duration.seconds(0),
      // Ten batches of a shard at a time, each order in only one of them: one slow receiver does not hold up the rest.
      parallelizationFactor: 10,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 2,
      maxRecordAge: Duration.minutes(5),
    });
  }

  #addAlarms(stage: Stage, lambda: LambdaFunction): void {
    addAlarm(this, stage, {
      runbookHeading: 'stream-behind',
      says: 'The table stream is read at least two minutes late: webhooks wait for the sweep.',
      metric: lambda.metric('IteratorAge', { statistic: 'Maximum' }),
      threshold: Duration.minutes(2).toMilliseconds(),
    });
    addAlarm(this, stage, {
      runbookHeading: 'webhooks-undelivered',
      says: 'A webhook was given up after its last try.',
      metric: countedByLephi(stage, 'WebhookUndelivered'),
      threshold: 1,
    });
  }
}

/** Only new items that carry a webhook's due marker wake the function. */
const carriesWebhook = {
  pattern: JSON.stringify({
    eventName: ['INSERT'],
    dynamodb: { NewImage: { [tableShape.dueIndex.partitionKey]: { S: [{ prefix: 'webhook#' }] } } },
  }),
};

function allowStream(role: Role, streamArn: string, stage: Stage): void {
  role.addToPolicy(
    new PolicyStatement({
      sid: 'ReadStream',
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      resources: [streamArn],
    }),
  );
  const { account, region } = Stack.of(role);
  const everyStream = `arn:aws:dynamodb:${region}:${account}:table/${tableName(stage)}/stream/*`;
  role.addToPolicy(
    new PolicyStatement({ sid: 'ListStreams', actions: ['dynamodb:ListStreams'], resources: [everyStream] }),
  );
  acknowledgeWildcard(role, everyStream, 'Listing names no single stream; this lists those of one table.');
}
