import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcard } from './acknowledge.ts';
import { bucketName } from './bucket.ts';
import type { Stage } from './stages.ts';

/** How the names of a kind of file begin. */
type FilePrefix = 'incoming/' | 'receiving/' | 'statements/' | 'quarantine/' | 'runs/';

type FileAccess = { reads: FilePrefix[]; writes: FilePrefix[]; removes?: FilePrefix[] };

/**
 * Allows a role its own kinds of file and nothing else of the bucket. The whole list may be read: without that permission
 * S3 says of a file that is missing that it is forbidden.
 */
export function allowFiles(role: Role, stage: Stage, { reads, writes, removes = [] }: FileAccess): void {
  const bucketArn = `arn:aws:s3:::${bucketName(role, stage)}`;
  role.addToPolicy(new PolicyStatement({ sid: 'ListFiles', actions: ['s3:ListBucket'], resources: [bucketArn] }));
  const allow = (sid: string, actions: string[], prefixes: FilePrefix[]): void => {
    if (prefixes.length === 0) return;
    const resources = prefixes.map((prefix) => `${bucketArn}/${prefix}*`);
    role.addToPolicy(new PolicyStatement({ sid, actions, resources }));
  };
  allow('ReadFiles', ['s3:GetObject'], reads);
  allow('WriteFiles', ['s3:AbortMultipartUpload', 's3:PutObject'], writes);
  allow('RemoveFiles', ['s3:DeleteObject'], removes);
  for (const prefix of new Set([...reads, ...writes, ...removes]))
    acknowledgeWildcard(role, `${bucketArn}/${prefix}*`, 'Files are named by what is in them or whose they are.');
}
