import { expect, test } from 'vitest';
import { addDays } from '../../lib/domain/calendar.ts';
import { statementDayOf } from '../../lib/domain/statement-day.ts';
import { instantSchema, vietnamDaySchema } from '../../lib/domain/time.ts';
import { feeOf } from '../../lib/reconciliation/by-batch.ts';
import type { SnapshotEntry } from '../../lib/reconciliation/snapshot.ts';
import { entryOf, rules, run, termsOf } from '../lib/reconciliation/sample-run.ts';
import { profileNamed } from '../lib/statements/sample-statement.ts';
import { mt940 } from '../lib/statements/write-messages.ts';
import { makeChance } from '../simulation/chance.ts';

const fee = { perPaymentVnd: 1_100, perTenThousand: 85 };
const batch = { id: 'settlement', by: 'batch', phrases: ['quyết toán'], fee } as const;
const terms = termsOf({
  provider: 'another',
  profile: profileNamed('mt940'),
  rules: {
    ...rules,
    days: 'working-days',
    cutOff: '16:00',
    settlementDays: 1,
    rules: structuredClone([batch]) as never,
  },
});

const chance = makeChance(2027);
const start = vietnamDaySchema.parse('2027-01-22');
const payments = Array.from({ length: 400 }, (_, index) => {
  const minute = chance.int(0, 30 * 24 * 60 - 1);
  const clock = [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const paidAt = instantSchema.parse(`${addDays(start, Math.floor(minute / 1440))}T${clock}:00+07:00`);
  return entryOf({ key: `payment:${String(index).padStart(3, '0')}`, amountVnd: chance.int(2_000, 9_000_000), paidAt });
});
const days = [...Map.groupBy(payments, ({ paidAt }) => statementDayOf(paidAt, terms))].sort();

const netOf = ({ amountVnd }: SnapshotEntry): number => amountVnd - feeOf(amountVnd, fee);

/** What is wrong with a day's credit: nothing, a payment is not in it, or it did not come. */
const planted = days.map((_, index) => (['whole', 'short', 'whole', 'absent', 'whole'] as const)[index % 5]!);

test('a month of credits settles every payment but those that were left out, each đồng told', async () => {
  let carry: readonly SnapshotEntry[] = [];
  let openingVnd = 0;
  const never: SnapshotEntry[] = [];
  for (const [index, [on, due]] of days.entries()) {
    const missing = planted[index] === 'short' ? netOf(due[0]!) : 0;
    const amountVnd = due.reduce((sum, entry) => sum + netOf(entry), 0) - missing;
    const credit = {
      direction: 'in',
      amountVnd,
      transactionId: `S${index}`,
      reference: 'NONREF',
      text: 'NAPAS QUYET TOAN',
    } as const;
    const lines = planted[index] === 'absent' ? [] : [credit];
    const statement = mt940({ account: '0011004123456', on, openingVnd, number: index + 1, lines });
    const { list, summary, ...rest } = await run(statement, [...due, ...carry], {
      terms: { ...terms, on, period: { from: on, to: on } },
    });
    const found = planted[index] === 'short' ? 'amount-differs' : 'matched';
    const settled = lines.length > 0 ? due.map((entry) => [found, netOf(entry), entry.amountVnd, entry.key]) : [];
    if (lines.length === 0) never.push(...due);

    expect([
      on,
      list.map(({ class: one, statementVnd, lephiVnd, entry }) => [one, statementVnd, lephiVnd, entry?.key]).sort(),
    ]).toEqual([
      on,
      [
        ...settled,
        ...(missing > 0 ? [['amount-differs', -missing, 0, undefined]] : []),
        ...never.map(({ amountVnd: vnd, key }) => ['missing-at-provider', 0, vnd, key]),
      ].sort(),
    ]);
    const open = list.filter((result) => result.open && result.class === 'amount-differs');
    expect(open.map(({ refused }) => refused?.map(({ candidate }) => candidate))).toEqual(
      missing > 0 ? [[due[0]!.key]] : [],
    );
    expect(summary).toMatchObject({
      balanced: true,
      feeVnd: lines.length > 0 ? due.reduce((sum, one) => sum + one.amountVnd - netOf(one), 0) : 0,
    });
    carry = rest.carry;
    openingVnd += summary.linesVnd;
  }
  expect(never.length).toBeGreaterThan(10);
});
