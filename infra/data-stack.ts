import { CfnOutput, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { webhookKeySecretOf } from '../lib/runtime/stage-names.ts';
import { addBucket } from './bucket.ts';
import type { Stage } from './stages.ts';
import { addTable } from './table.ts';

/** What must outlive every deploy: the table, the bucket, and the secret that portals' webhook keys are derived from. */
export class DataStack extends Stack {
  readonly table: Table;
  readonly streamArn: string;
  readonly bucket: Bucket;
  readonly webhookKeySecret: Secret;

  constructor(scope: Construct, stage: Stage) {
    super(scope, `LephiData-${stage.name}`, {
      description: 'Lephi: what must outlive every deploy',
      env: { region: stage.region },
      terminationProtection: stage.keepsData,
    });
    const { table, streamArn } = addTable(this, stage);
    this.table = table;
    this.streamArn = streamArn;
    this.bucket = addBucket(this, stage);
    this.webhookKeySecret = addWebhookKeySecret(this, stage);
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'BucketName', { value: this.bucket.bucketName });
  }
}

function addWebhookKeySecret(scope: Construct, stage: Stage): Secret {
  const secret = new Secret(scope, 'WebhookKey', {
    secretName: webhookKeySecretOf(stage.name),
    description: 'Webhook signing keys of all portals are derived from this',
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Every portal holds a key derived from it: an operator rotates it together with them, not a timer.',
  });
  return secret;
}
