import { expect, test } from 'vitest';
import { makeMemoryFiles } from '../../../lib/store/memory-files.ts';
import { runFileNames } from '../../../lib/store/file-names.ts';
import { writeSnapshot } from '../../../lib/reconciliation/snapshot.ts';
import { isCounted } from '../../../lib/use-cases/find-bank-days.ts';
import {
  emptyCarry,
  findRunFileName,
  hashedOnTheWay,
  hashOf,
  openFile,
  openStatement,
  openWritten,
  readCarry,
  streamSnapshot,
  writeCarry,
} from '../../../lib/use-cases/read-run-files.ts';
import { bankDayName, bodySha, makeCountedDay, makeSampleRun, statementSha } from '../domain/sample-bank-day.ts';
import { entryOf } from '../reconciliation/sample-run.ts';

const collect = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

test('a file that must be there is opened or missed', async () => {
  const files = makeMemoryFiles();
  await files.write(`statements/${statementSha}`, [Buffer.from('a,b')]);
  expect(await collect(await openFile(files, `statements/${statementSha}`, 2))).toBe('b');
  expect(await collect(await openStatement(files, makeSampleRun()))).toBe('a,b');
  await expect(openFile(files, 'none')).rejects.toThrow('the bucket has no none');
  const unwritten = openWritten(files, { of: bankDayName, run: makeSampleRun(), which: 'body' });
  await expect(unwritten).rejects.toThrow('run 1 has no body yet');
});

test('the files of a run have names as far as it has come', () => {
  const name = (which: Parameters<typeof findRunFileName>[2], hashes = {}) =>
    findRunFileName(bankDayName, makeSampleRun({ hashes }), which);
  expect([name('snapshot'), name('terms'), name('body')]).toEqual([undefined, undefined, undefined]);
  expect(name('snapshot', { snapshot: bodySha })).toBe(runFileNames(bankDayName, 1).snapshot(bodySha));
  expect(name('sidecar', { body: bodySha })).toBe(runFileNames(bankDayName, 1).sidecar);
});

test('what a day leaves is read as it was written; when that is nothing, nothing is read', async () => {
  const files = makeMemoryFiles();
  const entries = [entryOf({ origin: 'brought-forward' })];
  const day = makeCountedDay();
  if (!isCounted(day)) return expect.unreachable();
  await files.write(runFileNames(bankDayName, 1).carry, writeCarry(entries));
  expect(await readCarry(files, day)).toEqual(entries);
  expect(emptyCarry).toBe(hashOf(writeCarry([])));
  expect(await readCarry(makeMemoryFiles(), { ...day, counted: { ...day.counted, carry: emptyCarry } })).toEqual([]);
});

test('a snapshot in memory is read as its file would be', async () => {
  const snapshot = { entries: [entryOf()], orders: [] };
  expect(await collect(streamSnapshot(snapshot))).toBe(Buffer.concat([...writeSnapshot(snapshot)]).toString());
});

test('what is hashed on the way is passed on as it is, and has the hash of the whole', () => {
  const pieces = [Buffer.from('a'), Buffer.from('bc')];
  const hashed = hashedOnTheWay(pieces);
  expect([...hashed.pieces]).toEqual(pieces);
  expect(hashed.digest()).toBe(hashOf([Buffer.from('abc')]));
});
