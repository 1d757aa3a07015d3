import { describe, expect, test } from 'vitest';
import type { Files } from '../../lib/store/files.ts';
import { makeMemoryFiles } from '../../lib/store/memory-files.ts';
import { makeMemoryStore } from '../../lib/store/memory-store.ts';
import type { Item, Store } from '../../lib/store/store.ts';
import { advanceRun } from '../../lib/use-cases/advance-run.ts';
import { getBankDay } from '../../lib/use-cases/read-reconciliation.ts';
import {
  bring,
  dayNamed,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
  type ReconciliationWorld,
  unhurried,
} from '../lib/use-cases/reconciliation-world.ts';
import { vnd } from '../samples.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

/**
 * A process that dies before its n-th write: right after the one before. Nothing that it does later is done.
 */
const makeDying = ({ store, files }: { store: Store; files: Files }, nth: number) => {
  let writes = 0;
  const write = <T>(act: () => Promise<T>): Promise<T> => {
    writes += 1;
    return writes >= nth ? Promise.reject(new Error('killed')) : act();
  };
  return {
    died: () => writes >= nth,
    store: { ...store, commit: (items: Parameters<Store['commit']>[0]) => write(() => store.commit(items)) },
    files: {
      ...files,
      write: (...of: Parameters<Files['write']>) => write(() => files.write(...of)),
      copy: (...of: Parameters<Files['copy']>) => write(() => files.copy(...of)),
      remove: (...of: Parameters<Files['remove']>) => write(() => files.remove(...of)),
    },
  };
};

/** A world on a Monday morning before its list of Sunday is brought: Saturday's is reconciled, one payment is carried on. */
const openMonday = async () => {
  const items = new Map<string, Item>();
  const store = makeMemoryStore({
    indexLag: 1,
    stream: (item) => items.set(`${String(item.pk)} ${String(item.sk)}`, item),
  });
  const world = await openReconciliation({ store, files: makeMemoryFiles() });
  const shownLater = await payTold(world, 1);
  const never = await payTold(world, 2);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  const told = await payTold(world, 3);
  const untold = await payUntold(world, 4);
  const missing = await payTold(world, 5);
  nextMorning(world, sunday);
  const list = listOf(
    told,
    untold,
    { ...shownLater, at: instantOn(sunday, '08:00') },
    { ...told, reference: 'KHONG-RO', amountVnd: vnd(5_000) },
    { ...missing, code: '24' },
  );
  return { world, list, never, items };
};

const bringAll = async (world: ReconciliationWorld, list: string): Promise<void> => {
  await bring(world, sunday, list);
  for (let number = 1; number <= (await getBankDay(world.store, sunday)).runs; number += 1)
    await advanceRun(world, sunday, number, unhurried);
};

/** Everything that is stored and kept, but for how often somebody began to work on a run. */
const everything = async ({ files }: ReconciliationWorld, items: ReadonlyMap<string, Item>) => {
  const all = new Map<string, unknown>(items);
  for (const [address, item] of items) if (address.includes(' RUN#')) all.set(address, { ...item, version: 0 });
  const { items: names } = await files.list('', { limit: 1000 });
  for (const { name } of names.filter((file) => !file.name.startsWith('receiving/'))) {
    const pieces: Uint8Array[] = [];
    for await (const piece of (await files.open(name)) ?? []) pieces.push(piece);
    all.set(name, Buffer.concat(pieces).toString());
  }
  return Object.fromEntries([...all].toSorted(([one], [other]) => (one < other ? -1 : 1)));
};

describe('a run that is killed at any write', () => {
  test('and resumed in a new process is an unbroken run', async () => {
    const unbroken = await openMonday();
    await bringAll(unbroken.world, unbroken.list);
    const wanted = await everything(unbroken.world, unbroken.items);
    expect(Object.keys(wanted).filter((name) => /RUN#00000[12]$/.test(name))).toHaveLength(3);

    let deaths = 0;
    for (let nth = 1; ; nth += 1) {
      const { world, list, items } = await openMonday();
      const dying = makeDying(world, nth);
      await bringAll({ ...world, ...dying }, list).catch(() => 'killed');
      if (!dying.died()) break;
      deaths += 1;
      await bringAll(world, list);
      expect(await everything(world, items), `killed before write ${nth}`).toEqual(wanted);
    }
    expect(deaths).toBeGreaterThan(20);
  });

  test('or at several writes, one after the other', async () => {
    const unbroken = await openMonday();
    await bringAll(unbroken.world, unbroken.list);
    const wanted = await everything(unbroken.world, unbroken.items);

    const { world, list, items } = await openMonday();
    for (const nth of [4, 2, 3, 3, 3, 4, 4, 2, 4, 3]) {
      const dying = makeDying(world, nth);
      await bringAll({ ...world, ...dying }, list).catch(() => 'killed');
    }
    await bringAll(world, list);
    expect(await everything(world, items)).toEqual(wanted);
  });
});
