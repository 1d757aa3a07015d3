import { describe, expect, test } from 'vitest';
import {
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
} from '../use-cases/reconciliation-world.ts';
import { read as readOrder } from '../use-cases/sample-world.ts';
import { expectRefusal, read } from './http-answer.ts';
import { addressOf, openDoor, openReconciledDay } from './reconciliation-calls.ts';

const saturday = dayNamed(0);
const day = addressOf(saturday);

describe('a statement that is brought', () => {
  test('is reconciled at once, heals and shows it in the next run', async () => {
    const world = await openReconciliation();
    const [told, untold] = [await payTold(world, 1), await payUntold(world, 2)];
    nextMorning(world, saturday);
    const { bring, get } = openDoor(world);
    const answer = await bring('mai', `${day}/statements?name=vnpay.csv`, listOf(told, untold));

    expect(answer.status).toBe(201);
    expect(read(answer)).toMatchObject({
      type: 'run',
      run: { number: 1, status: 'done', healed: 1, statement: { name: 'vnpay.csv', by: { name: 'Officer mai' } } },
    });
    expect(await readOrder(world, untold.order)).toMatchObject({ status: 'paid' });
    expect(read(await get('mai', day)).counted).toMatchObject({ run: 2, summary: { open: 0 } });
  });

  test('is known by its bytes under another name, and of nobody else’s making', async () => {
    const { world, list } = await openReconciledDay();
    const answer = await openDoor(world).bring(
      'lan',
      `${day}/statements?name=${encodeURIComponent('bản sao.csv')}`,
      list,
    );

    expect(answer.status).toBe(200);
    expect(read(answer)).toMatchObject({ type: 'known', run: { number: 1, statement: { name: 'vnpay.csv' } } });
  });

  test('is refused whole, with the line and the field, and can be brought again when it is mended', async () => {
    const { world, shown, missing } = await openReconciledDay();
    const { bring, get } = openDoor(world);
    const list = listOf(shown, missing);
    const path = `${day}/statements?name=vnpay.csv`;
    const refused = await bring('mai', path, list.replace('135000', '135,5'));

    expect(expectRefusal(refused, 422, 'statement-quarantined')).toMatchObject({
      problemCount: expect.any(Number),
      problems: expect.arrayContaining([expect.objectContaining({ line: 2, message: expect.any(String) })]),
    });
    expect(read(await get('mai', day)).runs).toBe(1);
    expect(read(await bring('mai', path, list)).run.number).toBe(2);
  });

  test('of several days is of the last of them', async () => {
    const world = await openReconciliation();
    nextMorning(world, dayNamed(1));
    const sunday = addressOf(dayNamed(1));
    const answer = await openDoor(world).bring('mai', `${sunday}/statements?name=a.csv&from=${saturday.on}`, listOf());

    expect(read(answer).run).toMatchObject({ on: dayNamed(1).on, period: { from: saturday.on, to: dayNamed(1).on } });
  });

  test('comes as bytes or not at all: a byte-order mark stays, and text types are refused', async () => {
    const { world, list } = await openReconciledDay();
    const { bring } = openDoor(world);
    const path = `${day}/statements?name=a.csv`;

    expectRefusal(await bring('mai', path, list, 'text/csv'), 415, 'statement-not-bytes');
    expect(read(await bring('mai', path, `\u{feff}${list}`, 'application/vnd.ms-excel'))).toMatchObject({
      type: 'run',
    });
    expectRefusal(await bring('mai', path, ''), 422, 'statement-quarantined');
    expectRefusal(await bring('mai', `${day}/statements?name=`, list), 422, 'validation-failed');
  });

  test('is taken even when its run cannot be gone on with now', async () => {
    const { world, shown, missing } = await openReconciledDay();
    const list = listOf(shown, missing);
    const files = { ...world.files, write: gone(world.files.write) };
    const answer = await openDoor({ ...world, files }).bring('mai', `${day}/statements?name=a.csv`, list);

    expect(read(answer)).toMatchObject({ type: 'run', run: { number: 2, status: 'received' } });
  });
});

/** Writes what a statement is received with, and nothing of a run. */
const gone =
  (write: Awaited<ReturnType<typeof openReconciliation>>['files']['write']): typeof write =>
  async (name, bytes) =>
    name.startsWith('runs/') ? Promise.reject(new Error('the bucket is away')) : write(name, bytes);

describe('a bank day', () => {
  test('is closed on its report by a named officer, and doing it again changes nothing', async () => {
    const { world, body } = await openReconciledDay();
    const { post } = openDoor(world);
    const closed = read(await post('mai', `${day}/close`, { bodySha256: body }));

    expect(closed.closed).toMatchObject({ by: { name: 'Officer mai' }, run: 1, bodySha256: body });
    expect(read(await post('mai', `${day}/close`, { bodySha256: body }))).toEqual(closed);
    expectRefusal(await post('lan', `${day}/close`, { bodySha256: body }), 409, 'day-closed');
  });
});
