import { describe, expect, test } from 'vitest';
import { bring, dayNamed, listOf, nextMorning, payTold, reconcileList } from '../use-cases/reconciliation-world.ts';
import { expectRefusal, read } from './http-answer.ts';
import { addressOf, openDoor, openReconciledDay } from './reconciliation-calls.ts';

describe('bank days', () => {
  test('are listed from a day to another, by default the latest month', async () => {
    const { world, of } = await openReconciledDay();
    const { get } = openDoor(world);
    const query = `/days?account=${of.accountId}&side=${of.side}`;

    expect(read(await get('thanh', query)).items).toMatchObject([{ on: of.on, runs: 1 }]);
    expect(read(await get('thanh', `${query}&from=2026-11-22`)).items).toEqual([]);
    expect(read(await get('thanh', `${query}&to=2026-11-20`)).items).toEqual([]);
    expectRefusal(await get('thanh', `${query}&from=2026-01-01`), 422, 'validation-failed');
    expectRefusal(await get('thanh', `/days?account=${of.accountId}&side=ours`), 422, 'validation-failed');
    expectRefusal(await get('thanh', `${query}&side=bank`), 422, 'validation-failed');
  });

  test('show the balance equation of the report that counts', async () => {
    const { world, day, body } = await openReconciledDay();
    const { counted } = read(await openDoor(world).get('thanh', day));

    expect(counted).toMatchObject({ run: 1, bodySha256: body, summary: { balanced: true, open: 1, lines: 1 } });
    expect(counted.summary.classes).toMatchObject({
      matched: { count: 1, statementVnd: 135_000, lephiVnd: 135_000 },
      'missing-at-provider': { count: 1, statementVnd: 0, lephiVnd: 135_000 },
    });
  });

  test('have a journal, and tell which files were refused and why', async () => {
    const { world, of, day } = await openReconciledDay();
    await bring(world, of, 'nothing', 'nothing.csv');
    const { get } = openDoor(world);

    const { items }: { items: { type: string; previousHash?: string }[] } = read(await get('thanh', `${day}/events`));
    expect(items.map(({ type }) => type)).toEqual(['run.started', 'run.counted', 'statement.quarantined']);
    expect(items[1]?.previousHash).toEqual(expect.any(String));
    expect(read(await get('thanh', `${day}/quarantined`)).items).toMatchObject([
      { name: 'nothing.csv', problems: [{ code: 'no-table', message: expect.stringContaining('no row names') }] },
    ]);
  });
});

describe('runs', () => {
  test('are kept, the first first, page by page', async () => {
    const { world, of, day, shown, missing } = await openReconciledDay();
    await reconcileList(world, of, listOf(shown, missing));
    const { get } = openDoor(world);
    const first = read(await get('thanh', `${day}/runs?limit=1`));
    const second = read(await get('thanh', `${day}/runs?limit=1&after=${first.next}`));

    expect(first.items).toMatchObject([{ number: 1, status: 'done' }]);
    expect(second.items).toMatchObject([{ number: 2, supersedes: 1 }]);
    expect(first.items[0]).not.toHaveProperty('version');
    expect(read(await get('thanh', `${day}/runs/2`))).toEqual(second.items[0]);
  });

  test('show their results in order of name, page by page', async () => {
    const { world, day } = await openReconciledDay();
    const { get } = openDoor(world);
    const first = read(await get('thanh', `${day}/runs/1/results?limit=1`));
    const second = read(await get('thanh', `${day}/runs/1/results?limit=1&after=${first.next}`));

    const classes: string[] = [...first.items, ...second.items].map((result) => result.class);
    expect(classes.toSorted()).toEqual(['matched', 'missing-at-provider']);
    expect(first.items[0].name < second.items[0].name).toBe(true);
    expect(second.next).toBeUndefined();
  });

  test('are found only by a number that can be', async () => {
    const { world, day } = await openReconciledDay();
    for (const number of ['0', '01', '2', 'x', '1e0', '9999999'])
      expectRefusal(await openDoor(world).get('thanh', `${day}/runs/${number}`), 404, 'not-found');
  });
});

test('a day that is not reconciled yet shows how far its run is', async () => {
  const { world } = await openReconciledDay();
  const sunday = dayNamed(1);
  await payTold(world, 3);
  nextMorning(world, sunday);
  await bring(world, sunday, listOf());
  const { get } = openDoor(world);

  expect(read(await get('thanh', addressOf(sunday)))).not.toHaveProperty('counted');
  expect(read(await get('thanh', `${addressOf(sunday)}/runs/1`))).toMatchObject({ status: 'received', hashes: {} });
  expect(read(await get('thanh', `${addressOf(sunday)}/runs/1/results`))).toEqual({ items: [] });
});
