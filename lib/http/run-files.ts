import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parseOrRefuse } from '../domain/field-errors.ts';
import type { ReconcileParts } from '../use-cases/parts.ts';
import { openRunFile } from '../use-cases/read-reconciliation.ts';
import { type AsOfficer, may } from './officers.ts';
import { pieceQuerySchema, runFileIn, runIn } from './reconciliation-requests.ts';
import { languageOf, readQuery } from './request.ts';
import type { HttpRoute } from './stack.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;

/** An answer of a function is 6 MB at most, in which the bytes stand as base 64. */
export const pieceBytesMax = 4 * 1024 * 1024;

/** Where the next piece of a file begins; the last piece has no such header. */
export const nextOffsetHeader = 'lephi-next-offset';

/** Bytes of a file, and whether there are more behind them. */
type Piece = { readonly bytes: Buffer; readonly hasMore: boolean };

/** As much of a file as goes into one answer. */
export const readPiece = async (file: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Piece> => {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file) {
    // Whoever yields a chunk may use its memory again.
    kept.push(Uint8Array.from(chunk.subarray(0, Math.max(bytesMax - length, 0))));
    length += chunk.length;
    if (length > bytesMax) break;
  }
  return { bytes: Buffer.concat(kept), hasMore: length > bytesMax };
};

const answerPiece = (offset: number, { bytes, hasMore }: Piece): Answer => ({
  statusCode: 200,
  headers: {
    'content-type': 'application/octet-stream',
    'cache-control': 'no-store',
    ...(hasMore && { [nextOffsetHeader]: String(offset + bytes.length) }),
  },
  body: bytes.toString('base64'),
  isBase64Encoded: true,
});

/** The files of a run, piece by piece: everything that its report can be made from again. */
export const makeRunFileRoutes = (asOfficer: AsOfficer, parts: ReconcileParts): readonly HttpRoute[] => {
  const file = async (event: Event): Promise<Answer> => {
    const of = runIn(event);
    const which = runFileIn(event);
    const { offset } = parseOrRefuse(pieceQuerySchema, readQuery(event), { language: languageOf(event) });
    const bytes = await openRunFile(parts, of, { which, from: offset });
    return answerPiece(offset, await readPiece(bytes, pieceBytesMax));
  };

  const path = '/v1/reconciliation/days/{account}/{side}/{on}/runs/{run}/files/{file}';
  return [{ method: 'GET', path, handler: asOfficer(may.read, file) }];
};
