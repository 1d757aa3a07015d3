import { expect, test } from 'vitest';
import { dayMs } from '../../../lib/domain/time.ts';
import { toMovementId } from '../../../lib/http/desk-ids.ts';
import { expectRefusal, read } from './http-answer.ts';
import { discrepancyOf, openDoor, openReconciledDay } from './reconciliation-calls.ts';

test('discrepancies are listed by class, account, agency, amount and age', async () => {
  const { world, of } = await openReconciledDay();
  const { get } = openDoor(world);
  const list = async (query: string) =>
    read(await get('thanh', `/discrepancies?class=missing-at-provider${query}`)).items.length;

  expect(await list('')).toBe(1);
  expect(await list(`&account=${of.accountId}&side=provider&provider=vnpay&agency=H15.50.05.13`)).toBe(1);
  expect(await list('&account=another')).toBe(0);
  expect(await list('&side=bank')).toBe(0);
  expect(await list('&agency=H15.50.05.14')).toBe(0);
  expect(await list('&minVnd=135000&maxVnd=135000')).toBe(1);
  expect(await list('&minVnd=135001')).toBe(0);
  expect(await list('&olderThanDays=1')).toBe(0);
  world.moveClock(dayMs);
  expect(await list('&olderThanDays=1')).toBe(1);
  expectRefusal(await get('thanh', '/discrepancies'), 422, 'validation-failed');
  expectRefusal(await get('thanh', '/discrepancies?class=missing-at-provider&after=eA'), 422, 'validation-failed');
});

test('a discrepancy is shown with what would close it, and its journal', async () => {
  const day = await openReconciledDay();
  const { get } = openDoor(day.world);
  const id = await discrepancyOf(day);

  expect(read(await get('thanh', `/discrepancies/${id}`))).toMatchObject({
    ...day.of,
    status: 'open',
    foundAs: 'missing-at-provider',
    correction: 'carry-on',
    orderId: day.missing.order.id,
    overdue: false,
    result: { lephiVnd: 135_000, statementVnd: 0, entry: { reference: day.missing.reference } },
  });
  expect(read(await get('thanh', `/discrepancies/${id}/events`)).items).toMatchObject([{ type: 'discrepancy.found' }]);
});

test('a payment is shown three ways, by its code as a person types it or by its movement', async () => {
  const { world, of, shown } = await openReconciledDay();
  const { get } = openDoor(world);
  const byCode = read(await get('thanh', `/payments/${shown.order.id.toLowerCase()}`));

  expect(byCode).toMatchObject({
    orderId: shown.order.id,
    said: [{ source: 'callback' }],
    sides: [
      { side: 'provider', on: of.on, run: 1, result: { class: 'matched', line: { reference: shown.reference } } },
    ],
  });
  expect(read(await get('thanh', `/payments/${byCode.movementId}`))).toEqual(byCode);
  expectRefusal(await get('thanh', `/payments/${toMovementId('nothing')}`), 404, 'not-found');
  expectRefusal(await get('thanh', '/payments/***'), 404, 'not-found');
});
