/** What cold starts are compared with: a handler that does nothing, with the SDK that the table's store is made of. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Exported, so that a bundler takes none of them for unused. */
export const commands = [BatchGetCommand, PutCommand, QueryCommand, TransactWriteCommand];

/** Sends the read that its event asks for, as often as that says. */
export const handler = async ({ read, times }) => {
  for (let sent = 0; sent < times; sent += 1) await documents.send(new BatchGetCommand(read));
  return { statusCode: 204 };
};
