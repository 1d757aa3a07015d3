import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** What was asked of the table, and what Amazon would charge for it. */
export type Cost = {
  readonly requests: readonly string[];
  readonly itemsWritten: number;
  readonly readUnits: number;
  readonly writeUnits: number;
};

const consumedSchema = z.object({ CapacityUnits: z.number() });

/** Some operations answer with one figure, others with one for each table. */
const outputSchema = z.object({
  ConsumedCapacity: z.union([consumedSchema.transform((one) => [one]), z.array(consumedSchema)]).default([]),
});

const inputSchema = z.object({ TransactItems: z.array(z.unknown()).optional(), Item: z.unknown().optional() });

/**
 * Makes a client count: each of its requests asks what it consumed. `stop` says what came together since the last time.
 * The SDK's own middleware does it, so the code that is measured knows nothing of it.
 */
export function countRequests(client: DynamoDBClient): { stop: () => Cost } {
  let requests: string[] = [];
  const sums = { itemsWritten: 0, readUnits: 0, writeUnits: 0 };

  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { commandName } = z.object({ commandName: z.string() }).parse(context);
      const name = commandName.replace(/(Item|Items)?Command$/, '');
      requests.push(name);
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { TransactItems, Item } = inputSchema.parse(args.input);
      const itemsWritten = TransactItems?.length ?? (Item === undefined ? 0 : 1);
      const units = outputSchema.parse(result.output).ConsumedCapacity.reduce((sum, one) => sum + one.CapacityUnits, 0);
      sums.itemsWritten += itemsWritten;
      sums[itemsWritten > 0 ? 'writeUnits' : 'readUnits'] += units;
      return result;
    },
    { step: 'initialize', name: 'countRequests' },
  );

  const stop = (): Cost => {
    const cost = { requests, ...sums };
    requests = [];
    Object.assign(sums, { itemsWritten: 0, readUnits: 0, writeUnits: 0 });
    return cost;
  };
  return { stop };
}

/** `BatchGet, 2 × Query` */
export function countEach(requests: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const request of requests) counts.set(request, (counts.get(request) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
}
