import { expect, test } from 'vitest';
import { dayMs } from '../../lib/domain/time.ts';
import type { Files } from '../../lib/store/files.ts';
import type { Store } from '../../lib/store/store.ts';
import { reconcileDue } from '../../lib/use-cases/reconcile-due.ts';
import {
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  type ReconciliationWorld,
  unhurried,
} from '../lib/use-cases/reconciliation-world.ts';
import { propertiesOf, synthesize } from './synthesized.ts';

type Statement = {
  Sid: string;
  Resource: unknown;
  Condition?: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': string | string[] } };
};

const statements = propertiesOf(synthesize('prod').lephi, 'AWS::IAM::Policy')
  .filter(({ Roles }) => JSON.stringify(Roles).includes('ReconciliationRole'))
  .flatMap(({ PolicyDocument }) => PolicyDocument.Statement as Statement[]);

const find = (sid: string): Statement => statements.find(({ Sid }) => Sid === sid)!;

/** `ORDER#*` → `ORDER#` */
const keysAllowed = (sid: string): string[] =>
  [find(sid).Condition?.['ForAllValues:StringLike']['dynamodb:LeadingKeys'] ?? []]
    .flat()
    .map((key) => key.replace('*', ''));

/** `arn:aws:s3:::bucket/incoming/*` → `incoming/` */
const filesAllowed = (sid: string): string[] =>
  [...JSON.stringify(find(sid).Resource).matchAll(/\/([a-z]+\/)\*/g)].map(([, prefix = '']) => prefix);

type Asked = Record<'reads' | 'writes' | 'filesRead' | 'filesWritten' | 'filesRemoved', Set<string>>;

/** The kinds of what reconciliation touches in a world: partition keys up to the sign, files up to the first folder. */
async function touchedBy(world: ReconciliationWorld): Promise<Asked> {
  const asked: Asked = {
    reads: new Set(),
    writes: new Set(),
    filesRead: new Set(),
    filesWritten: new Set(),
    filesRemoved: new Set(),
  };
  const kindOf = (pk: string): string => `${pk.split('#')[0] ?? ''}#`;
  const folderOf = (name: string): string => `${name.split('/')[0] ?? ''}/`;
  const store: Store = {
    ...world.store,
    read: (addresses) => {
      for (const { pk } of addresses) asked.reads.add(kindOf(pk));
      return world.store.read(addresses);
    },
    list: (under, page) => (asked.reads.add(kindOf(under.pk)), world.store.list(under, page)),
    commit: (writes) => {
      for (const { pk } of writes) asked.writes.add(kindOf(pk));
      return world.store.commit(writes);
    },
  };
  const files: Files = {
    list: (prefix, page) => world.files.list(prefix, page),
    open: (name, from) => (asked.filesRead.add(folderOf(name)), world.files.open(name, from)),
    write: (name, bytes) => (asked.filesWritten.add(folderOf(name)), world.files.write(name, bytes)),
    copy: (from, to) => {
      asked.filesRead.add(folderOf(from));
      asked.filesWritten.add(folderOf(to));
      return world.files.copy(from, to);
    },
    remove: (name) => (asked.filesRemoved.add(folderOf(name)), world.files.remove(name)),
  };
  const { failures } = await reconcileDue({ ...world, store, files }, unhurried);
  expect(failures).toEqual([]);
  return asked;
}

test('reconciliation may touch what it does: a match, a healed line, a refused file, a day without a file', async () => {
  const world = await openReconciliation();
  const [paid, untold] = [await payTold(world, 1), await payUntold(world, 2)];
  const drop = (index: number, name: string, text: string) => {
    const { accountId, side, on } = dayNamed(index);
    return world.files.write(`incoming/${accountId}/${side}/${on}/${name}`, [Buffer.from(text)]);
  };
  await drop(0, 'a.csv', listOf(paid, untold));
  await drop(1, 'b.csv', 'no list at all');
  nextMorning(world, dayNamed(0));
  world.moveClock(7 * dayMs);
  const asked = await touchedBy(world);

  const touched = (kinds: Set<string>, allowed: string[]) => ({
    some: kinds.size > 0,
    forbidden: [...kinds].filter((kind) => !allowed.includes(kind)),
  });
  const fine = { some: true, forbidden: [] };
  expect(touched(asked.reads, keysAllowed('ReadItems'))).toEqual(fine);
  expect(touched(asked.writes, keysAllowed('WriteItems'))).toEqual(fine);
  expect(touched(asked.filesRead, filesAllowed('ReadFiles'))).toEqual(fine);
  expect(touched(asked.filesWritten, filesAllowed('WriteFiles'))).toEqual(fine);
  expect(touched(asked.filesRemoved, filesAllowed('RemoveFiles'))).toEqual(fine);
  expect([...asked.writes]).toEqual(expect.arrayContaining(['ORDER#', 'MOVEMENT#', 'BANK-DAY#', 'RESULTS#']));
});
