import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { makeDynamoStore } from '../store/dynamo-store.ts';
import type { Store } from '../store/store.ts';

/** A store on a table of AWS, or of whatever speaks DynamoDB at the endpoint of the settings. `close` frees its sockets. */
export const openTableStore = (
  tableName: string,
  settings: DynamoDBClientConfig,
): { readonly store: Store; readonly close: () => void } => {
  const client = new DynamoDBClient(settings);
  return {
    store: makeDynamoStore(client, tableName),
    close: () => {
      client.destroy();
    },
  };
};
