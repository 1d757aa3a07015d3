import { describe, expect, test } from 'vitest';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { changeItem, getItem, listChanges, listItems, subject, switchItem } from '../../../lib/use-cases/configure.ts';
import { addAgency, changeAgency } from '../../../lib/use-cases/configure-agency.ts';
import { agencyCode, makeWorld, makeWorldWithAgency, refusalOf, withConflicts } from './configuring.ts';

const of = subject.agency(agencyCode);

describe('the journal of a configuration item', () => {
  test('tells who did what and when, and what the item said afterwards', async () => {
    const world = await makeWorldWithAgency();
    await switchItem({ ...world, by: 'tran-thi-binh' }, of, false);

    const { items } = await listChanges(world.store, of, { limit: 10 });

    expect(
      items.map(({ by, action, after }) => ({ by, action, version: after.version, enabled: after.enabled })),
    ).toEqual([
      { by: 'nguyen-van-an', action: 'added', version: 1, enabled: true },
      { by: 'tran-thi-binh', action: 'switched-off', version: 2, enabled: false },
    ]);
    expect(items.at(-1)?.at).toBe((await getItem(world.store, of)).changedAt);
  });

  test('says nothing when nothing changed', async () => {
    const world = await makeWorldWithAgency();

    expect((await switchItem(world, of, true)).version).toBe(1);
    expect((await listChanges(world.store, of, { limit: 10 })).items).toHaveLength(1);
  });

  test('is read in pages', async () => {
    const world = await makeWorldWithAgency();
    await switchItem(world, of, false);
    const first = await listChanges(world.store, of, { limit: 1 });
    const second = await listChanges(world.store, of, { limit: 1, after: first.next });

    expect([first, second].flatMap(({ items }) => items.map(({ action }) => action))).toEqual([
      'added',
      'switched-off',
    ]);
  });

  test('is refused of an item that is not there', async () => {
    expect(await refusalOf(listChanges(makeMemoryStore(), of, { limit: 1 }))).toEqual({
      code: 'not-found',
      detail: 'There is no agency H15.50.05.13.',
    });
  });
});

describe('a change', () => {
  test('of an item that is not there is refused', async () => {
    expect(await refusalOf(switchItem(makeWorld(), of, true))).toMatchObject({ code: 'not-found' });
  });

  test('that met another one is decided again on what the other left', async () => {
    const world = await makeWorldWithAgency();
    const somebodyElse = () => changeAgency(world, agencyCode, { name: 'UBND phường Thử Nghiệm' });
    const store = withConflicts(world.store, somebodyElse);

    const after = await switchItem({ ...world, store }, of, false);

    expect(after).toMatchObject({ name: 'UBND phường Thử Nghiệm', enabled: false, version: 3 });
    const { items } = await listChanges(world.store, of, { limit: 10 });
    expect(items.map(({ action }) => action)).toEqual(['added', 'changed', 'switched-off']);
  });

  test('that met another that added the same item is refused', async () => {
    const world = makeWorld();
    const agency = { code: agencyCode, name: 'UBND xã Thử Nghiệm', beneficiaryAccounts: [] };
    const store = withConflicts(world.store, () => addAgency(world, agency));

    expect(await refusalOf(addAgency({ ...world, store }, agency))).toEqual({
      code: 'already-exists',
      detail: 'There is already agency H15.50.05.13.',
    });
  });

  test('that never gets through is refused as busy', async () => {
    const world = await makeWorldWithAgency();
    const store = { ...world.store, commit: async () => 'conflict' as const };

    expect(await refusalOf(switchItem({ ...world, store }, of, false))).toEqual({ code: 'busy' });
  });

  test('that fails to be decided writes nothing', async () => {
    const world = await makeWorldWithAgency();
    const failing = changeItem(world, of, () => {
      throw new Error('no decision');
    });

    await expect(failing).rejects.toThrow('no decision');
    expect((await getItem(world.store, of)).version).toBe(1);
  });
});

test('items are listed in order of their ids, in pages', async () => {
  const world = makeWorld();
  for (const code of ['H19', 'H15.50', 'G01']) await addAgency(world, { code, name: code, beneficiaryAccounts: [] });

  const first = await listItems(world.store, subject.agency, { limit: 2 });
  const second = await listItems(world.store, subject.agency, { limit: 2, after: first.next });

  expect(first.items.map(({ code }) => code)).toEqual(['G01', 'H15.50']);
  expect(second.items.map(({ code }) => code)).toEqual(['H19']);
  expect(second.next).toBeUndefined();
});
