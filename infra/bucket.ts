import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { statementsBucketOf } from '../lib/runtime/stage-names.ts';
import type { Stage } from './stages.ts';

/** The bucket of statements and reports, as every stack can say it. */
export const bucketName = (scope: Construct, stage: Stage): string =>
  statementsBucketOf(stage.name, Stack.of(scope).account);

/**
 * Where statements come in and are kept, with what was made of them. Like the table it has a name of its own, so that it
 * cannot be replaced by a new, empty one. Nothing in it is lost by being replaced or taken away: versions stay.
 */
export function addBucket(scope: Construct, stage: Stage): Bucket {
  const bucket = new Bucket(scope, 'Statements', {
    bucketName: bucketName(scope, stage),
    versioned: true,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    lifecycleRules: [
      // Where a file lies while it is received; what is left there was left by an end in the middle of it.
      { id: 'DropUnreceived', prefix: 'receiving/', expiration: Duration.days(1) },
      // A long file that was never completed is in no listing, but is paid for.
      { id: 'DropUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      // As long as the logs: what was taken out of `incoming/` or written twice. What counts is the current version.
      { id: 'ForgetVersions', noncurrentVersionExpiration: Duration.days(400), expiredObjectDeleteMarker: true },
    ],
    removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Two roles reach it, whose acts are in our own journals. Who else did is for CloudTrail data events, which unlike access logs come without gaps.',
  });
  return bucket;
}
