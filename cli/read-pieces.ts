import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CannotGoOn } from './cannot-go-on.ts';

const pieceBytes = 256 * 1024;

/** How many bytes a file has. Refuses in one line what is no file. */
export async function findSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new CannotGoOn(`There is no file ${path}.`);
  return found.size;
}

/** The bytes of a file in pieces, each of which `onPiece` hears of first. */
export async function* readPieces(path: string, onPiece: (piece: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path, { highWaterMark: pieceBytes })) {
    if (!Buffer.isBuffer(piece)) continue;
    onPiece(piece);
    yield piece;
  }
}
