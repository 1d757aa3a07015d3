import { expect, test } from 'vitest';
import { isWithin, joinByReference } from '../../../lib/reconciliation/by-reference.ts';
import { orders, refunds } from './anything.ts';
import { joined, matchingOf } from './sample-tables.ts';

const rule = { id: 'reference', by: 'reference', workingDaysMax: 1 } as const;

const join = async (...of: Parameters<typeof matchingOf>) => {
  const matching = await matchingOf(...of);
  joinByReference(matching, rule);
  return joined(matching);
};

test('the same reference and amount belong together, the same reference with another amount does not', async () => {
  const lines = [
    { reference: 'R1', amountVnd: 1 },
    { reference: 'R2', amountVnd: 1 },
  ];

  expect(
    await join(lines, [
      { reference: 'R1', amountVnd: 1 },
      { reference: 'R2', amountVnd: 2 },
    ]),
  ).toEqual(['entry:0', undefined]);
});

test('a payment code is found in a text as banks write it, and in an attempt that a reference names', async () => {
  const [first, second] = [orders[0]!, orders[1]!];
  const lines = [
    { text: `NOP PHI ${first.slice(0, 5)} ${first.slice(5)} MBVCB` },
    { reference: `${second}A2`, text: 'x' },
  ];

  expect(await join(lines, [{ orderId: first }, { orderId: second, reference: `${second}A1` }])).toEqual([
    'entry:0',
    'entry:1',
  ]);
});

test('money out is found by the code of the refund that it pays', async () => {
  const lines = [{ direction: 'out', text: `hoàn phí ${refunds[0]!}` }] as const;

  expect(await join(lines, [{ direction: 'out', refundId: refunds[0] }])).toEqual(['entry:0']);
  expect(await join(lines, [{ direction: 'out', refundId: refunds[1] }])).toEqual([undefined]);
});

test('a line is near as long as so few working days lie between, whichever is first', async () => {
  // Friday and Saturday to Monday are one working day; Monday 23/11 to Wednesday 25/11 too, for 24/11 is off.
  const days = [
    ['2026-11-20T03:00:00Z', '2026-11-23', true],
    ['2026-11-21T03:00:00Z', '2026-11-23', true],
    ['2026-11-20T03:00:00Z', '2026-11-25', false],
    ['2026-11-23T03:00:00Z', '2026-11-25', true],
    ['2026-11-25T03:00:00Z', '2026-11-23', true],
  ] as const;
  for (const [paidAt, bookedOn, isNear] of days) {
    const matching = await matchingOf([{ bookedOn }], [{ paidAt }]);
    expect([paidAt, isWithin(matching, rule, { line: 0, entry: 0 })]).toEqual([paidAt, isNear]);
  }
});

test('refuses to count the days of a year that the calendar does not know', async () => {
  await expect(
    join([{ reference: 'R', bookedOn: '2028-01-05' }], [{ reference: 'R', paidAt: '2027-12-30T03:00:00Z' }]),
  ).rejects.toMatchObject({ code: 'calendar-year-missing' });
});
