import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { Files } from '../store/files.ts';
import { makeS3Files } from '../store/s3-files.ts';

/** The files of a bucket of AWS, or of whatever speaks S3 at the endpoint of the settings. `close` frees its sockets. */
export const openFiles = (
  bucket: string,
  settings: S3ClientConfig,
): { readonly files: Files; readonly close: () => void } => {
  const client = new S3Client(settings);
  return {
    files: makeS3Files(client, bucket),
    close: () => {
      client.destroy();
    },
  };
};
