import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { orderIdSchema } from '../lib/domain/order-id.ts';
import { webhookSecrets } from '../lib/runtime/accounts.ts';
import { environment } from '../lib/runtime/environment.ts';
import { log } from '../lib/runtime/log.ts';
import { parts } from '../lib/runtime/parts.ts';
import { makeCall } from '../lib/runtime/call.ts';
import { deliverWebhooks } from '../lib/use-cases/deliver-webhooks.ts';

const webhookParts = { ...parts, call: makeCall(environment.WEBHOOK_RECEIVERS), webhookSecrets };

/** Which order a stream record is about. Records are only wake-up calls: the table says what is due. */
const orderIdOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.Keys?.pk?.S?.replace('ORDER#', '') ?? '';

/**
 * The table's stream tells of facts with a webhook that is due. What fails here, or never arrives, is found by the
 * sweep: nothing is retried by the stream, so a bad receiver holds up nobody.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const orderIds = new Set(event.Records.map(orderIdOf));
  const outcomes = await Promise.allSettled(
    [...orderIds].map(async (id) => deliverWebhooks(webhookParts, orderIdSchema.parse(id))),
  );
  for (const outcome of outcomes)
    if (outcome.status === 'rejected')
      log.error('a webhook could not be delivered', { reason: String(outcome.reason) });
  return { batchItemFailures: [] };
};
