import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Bytes, type Files, type ListedFile, refuseOddName } from './files.ts';

/**
 * A file of more than this goes up in parts. S3 wants to know the length of what it is sent, and a part in memory is
 * known, is quickly sent again, and needs no disk: a file of any length takes two of them. With at most 10,000 parts a
 * file may have 80 GB; a part may not be under 5 MB.
 */
const partBytes = 8 * 1024 * 1024;

/** A file or part of one in S3. */
type Place = { readonly Bucket: string; readonly Key: string };

const isCalled = (error: unknown, name: string): boolean => error instanceof S3ServiceException && error.name === name;

const isMissing = (error: unknown): boolean => isCalled(error, 'NoSuchKey');

type Part = { readonly body: Buffer; readonly isLast: boolean };

/** The bytes in parts of one length; only the last may be shorter. There is always a last one, if without a byte. */
async function* inParts(bytes: Bytes): AsyncGenerator<Part> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of bytes) {
    let rest = piece;
    while (length + rest.length > partBytes) {
      const fitting = rest.subarray(0, partBytes - length);
      yield { body: Buffer.concat([...pieces, fitting]), isLast: false };
      rest = rest.subarray(fitting.length);
      pieces = [];
      length = 0;
    }
    // Whoever yields a piece may use its memory again.
    pieces.push(Uint8Array.from(rest));
    length += rest.length;
  }
  yield { body: Buffer.concat(pieces), isLast: true };
}

/** One upload in parts: the file is there once it is complete, and not before. */
const beginUpload = async (client: S3Client, place: Place) => {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(place));
  const upload = { ...place, UploadId };
  const parts: { readonly ETag: string | undefined; readonly PartNumber: number }[] = [];
  return {
    add: async (body: Buffer): Promise<void> => {
      const PartNumber = parts.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: body }));
      parts.push({ ETag, PartNumber });
    },
    complete: () => client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } })),
    abort: () => client.send(new AbortMultipartUploadCommand(upload)),
  };
};

type Upload = Awaited<ReturnType<typeof beginUpload>>;

const writeFile = async (client: S3Client, place: Place, bytes: Bytes): Promise<void> => {
  let upload: Upload | undefined;
  try {
    for await (const { body, isLast } of inParts(bytes)) {
      if (isLast && upload === undefined) await client.send(new PutObjectCommand({ ...place, Body: body }));
      else await (upload ??= await beginUpload(client, place)).add(body);
    }
    await upload?.complete();
  } catch (error) {
    // What cannot be taken back here, the bucket itself drops after a day.
    await upload?.abort().catch(() => undefined);
    throw error;
  }
};

/** S3 writes a name for XML as a form does: a space is a plus. */
const readName = (written: string): string => decodeURIComponent(written.replaceAll('+', ' '));

const writeSource = ({ Bucket, Key }: Place): string => `${Bucket}/${Key.split('/').map(encodeURIComponent).join('/')}`;

/** The bucket in S3. This is the only file that knows S3. */
export const makeS3Files = (client: S3Client, bucket: string): Files => {
  const placeOf = (name: string): Place => {
    refuseOddName(name);
    return { Bucket: bucket, Key: name };
  };

  return {
    list: async (prefix, { limit, after }) => {
      const { Contents = [], IsTruncated } = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          MaxKeys: limit,
          StartAfter: after,
          EncodingType: 'url',
        }),
      );
      const items = Contents.map(({ Key = '', Size = 0 }): ListedFile => ({ name: readName(Key), bytes: Size }));
      return { items, next: IsTruncated ? items.at(-1)?.name : undefined };
    },

    open: async (name, from = 0) => {
      try {
        // An empty file has no first byte, so that only who leaves some out asks for a range.
        const range = from > 0 && { Range: `bytes=${from}-` };
        const { Body } = await client.send(new GetObjectCommand({ ...placeOf(name), ...range }));
        return Body instanceof Readable ? Body : undefined;
      } catch (error) {
        if (isMissing(error)) return undefined;
        if (isCalled(error, 'InvalidRange')) return Readable.from([]);
        throw error;
      }
    },

    write: (name, bytes) => writeFile(client, placeOf(name), bytes),

    copy: async (from, to) => {
      try {
        await client.send(new CopyObjectCommand({ ...placeOf(to), CopySource: writeSource(placeOf(from)) }));
        return 'copied';
      } catch (error) {
        if (isMissing(error)) return 'missing';
        throw error;
      }
    },

    remove: async (name) => {
      await client.send(new DeleteObjectCommand(placeOf(name)));
    },
  };
};
