/** What cold starts are compared with: a handler that does nothing, and the SDK that the table's store is made of. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

/** Exported, so that a bundler takes none of it for unused. */
export const sdk = {
  documents: DynamoDBDocumentClient.from(new DynamoDBClient({})),
  commands: [BatchGetCommand, PutCommand, QueryCommand, TransactWriteCommand],
};

export const handler = async () => ({ statusCode: 204 });
