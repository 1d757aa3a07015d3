import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { tableShape } from '../lib/store/table-shape.ts';

/** What the partition keys of a kind of item begin with. */
export type KeyPrefix =
  | 'ORDER#'
  | 'MOVEMENT#'
  | 'PROPOSAL#'
  | 'DOSSIER#'
  | 'IDEMPOTENCY#'
  | 'AGENCY#'
  | 'CLIENT#'
  | 'CLIENT-KEY#'
  | 'ACCOUNT#'
  | 'FEED#'
  | 'BANK-DAY#'
  | 'RESULTS#'
  | 'DISCREPANCY#'
  | 'SOURCE#'
  | 'CALENDAR#'
  | 'WATCH#'
  | 'DIRECTORY#';

type IndexName = (typeof tableShape)['dueIndex' | 'deskIndex' | 'entryIndex' | 'dossierIndex']['name'];

type TableAccess = { reads: KeyPrefix[]; writes: KeyPrefix[]; queries?: IndexName[] };

/**
 * DynamoDB offers the partition keys of a request as `dynamodb:LeadingKeys`: every one of them must fit. The condition
 * also holds for requests that name no key, which is why Scan is in no list.
 */
const onlyItemsOf = (prefixes: KeyPrefix[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) },
});

/**
 * Allows a role its own kinds of item and nothing else of the table. Transactions need no more than this: DynamoDB
 * asks for the permission of each read or write inside them.
 */
export function allowTable(role: Role, table: Table, access: TableAccess): void {
  role.addToPolicy(
    new PolicyStatement({
      sid: 'ReadItems',
      actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
      resources: [table.tableArn],
      conditions: onlyItemsOf(access.reads),
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      sid: 'WriteItems',
      actions: ['dynamodb:PutItem'],
      resources: [table.tableArn],
      conditions: onlyItemsOf(access.writes),
    }),
  );
  const { queries = [] } = access;
  if (queries.length === 0) return;
  role.addToPolicy(
    new PolicyStatement({
      sid: 'QueryIndex',
      actions: ['dynamodb:Query'],
      resources: queries.map((index) => `${table.tableArn}/index/${index}`),
    }),
  );
}
