import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { tableNameOf } from '../lib/runtime/stage-names.ts';
import { tableShape } from '../lib/store/table-shape.ts';
import type { Stage } from './stages.ts';

export const tableName = (stage: Stage): string => tableNameOf(stage.name);

const stringAttribute = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * Lephi's one table. It has a name of its own, so that CloudFormation can never replace it by a new, empty one:
 * a change that needs a replacement fails, because the name is taken.
 */
export function addTable(scope: Construct, stage: Stage): { table: Table; streamArn: string } {
  const table = new Table(scope, 'Table', {
    tableName: tableName(stage),
    partitionKey: stringAttribute(tableShape.partitionKey),
    sortKey: stringAttribute(tableShape.sortKey),
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'expiresAtSeconds',
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: stage.keepsData,
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
  for (const index of [tableShape.dueIndex, tableShape.deskIndex, tableShape.dossierIndex]) {
    table.addGlobalSecondaryIndex({
      indexName: index.name,
      partitionKey: stringAttribute(index.partitionKey),
      sortKey: stringAttribute(index.sortKey),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  const { entryIndex } = tableShape;
  table.addGlobalSecondaryIndex({
    indexName: entryIndex.name,
    partitionKey: stringAttribute(entryIndex.partitionKey),
    sortKey: stringAttribute(entryIndex.sortKey),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: [entryIndex.carries],
  });
  const streamArn = table.tableStreamArn;
  if (streamArn === undefined) throw new Error('The table was made without a stream.');
  return { table, streamArn };
}
