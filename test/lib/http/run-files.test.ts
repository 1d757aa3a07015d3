import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pieceBytesMax, readPiece } from '../../../lib/http/run-files.ts';
import { expectRefusal, read } from './http-answer.ts';
import { addressOf, openDoor, openReconciledDay } from './reconciliation-calls.ts';
import { bring, listOf } from '../use-cases/reconciliation-world.ts';

async function* inPieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

test.each([
  [['abc', 'def'], 4, 'abcd', true],
  [['abc', 'def'], 6, 'abcdef', false],
  [['abc', 'def', ''], 3, 'abc', true],
  [['abcdef'], 2, 'ab', true],
  [[], 2, '', false],
])('of the pieces %j at most %i bytes are taken', async (pieces, bytesMax, text, hasMore) => {
  const piece = await readPiece(inPieces(...pieces), bytesMax);

  expect({ text: piece.bytes.toString(), hasMore: piece.hasMore }).toEqual({ text, hasMore });
});

test('the files of a run are given byte for byte, and their hashes are in the sidecar', async () => {
  const { world, day, list, body } = await openReconciledDay();
  const { get } = openDoor(world);
  const fileOf = async (name: string) => (await get('thanh', `${day}/runs/1/files/${name}`)).body;
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const { hashes } = JSON.parse(await fileOf('sidecar'));

  expect(await fileOf('statement')).toBe(list);
  for (const name of ['statement', 'snapshot', 'terms', 'body']) expect(hashOf(await fileOf(name))).toBe(hashes[name]);
  expect(hashes.body).toBe(body);
});

test('a long file comes in pieces, each of which says where the next begins', async () => {
  const { world, day, of } = await openReconciledDay();
  const { items } = read(await openDoor(world).get('mai', `${day}/runs`));
  const long = Buffer.alloc(pieceBytesMax + 10, 'x');
  await world.files.write(`statements/${items[0].statement.sha256}`, [long]);
  const { get } = openDoor(world);
  const path = `${addressOf(of)}/runs/1/files/statement`;
  const first = await get('thanh', path);
  const second = await get('thanh', `${path}?offset=${first.headers['lephi-next-offset']}`);

  expect([first.body.length, second.body.length]).toEqual([pieceBytesMax, 10]);
  expect(second.headers).not.toHaveProperty('lephi-next-offset');
  expect((await get('thanh', `${path}?offset=${pieceBytesMax * 2}`)).body).toBe('');
});

test('what a run has not written yet, and what is no file of it, is not found', async () => {
  const { world, of, day } = await openReconciledDay();
  await bring(world, of, listOf());
  const { get } = openDoor(world);

  expect((await get('thanh', `${day}/runs/2/files/statement`)).status).toBe(200);
  for (const path of ['2/files/body', '2/files/sidecar', '1/files/carry', '1/files/..'])
    expectRefusal(await get('thanh', `${day}/runs/${path}`), 404, 'not-found');
});
