import { expect, test } from 'vitest';
import { applyBankDayFact, emptyBankDay } from '../../../lib/domain/bank-day-changes.ts';
import { makeRun } from '../../../lib/domain/run-changes.ts';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { dueShardsOf, put } from '../../../lib/store/key-table.ts';
import { putBankDayChange, reconciled } from '../../../lib/store/reconciliation-keys.ts';
import type { Address } from '../../../lib/store/store.ts';
import { start } from '../../samples.ts';

const on = vietnamDaySchema.parse('2026-11-24');
const of = { accountId: 'demo-vnpay', side: 'bank', on } as const;
const sha256 = 'c0ffee'.padEnd(64, '0');

test('each kind of record of reconciliation lies where nothing else does', () => {
  const places: Record<string, Address> = {
    source: reconciled.source('demo-vnpay', 'bank'),
    calendar: reconciled.calendar,
    watch: reconciled.watch,
    'bank day': reconciled.bankDay(of),
    'event of a bank day': reconciled.bankDayEvent(of, 2),
    'events of a bank day': reconciled.bankDayEvents(of),
    run: reconciled.run(of, 3),
    runs: reconciled.runs(of),
    'known statement': reconciled.knownStatement(of, 'c0ffee'),
    quarantined: reconciled.quarantined(of, 'c0ffee'),
    quarantine: reconciled.quarantine(of),
    'page of results': reconciled.resultPage(of, 3, 'vnpay:LEPHIDEM:A1'),
    'pages of results': reconciled.resultPages(of, 3),
    discrepancy: reconciled.discrepancy('D1'),
    'event of a discrepancy': reconciled.discrepancyEvent('D1', 1),
    'events of a discrepancy': reconciled.discrepancyEvents('D1'),
  };
  const lines = Object.entries(places).map(([record, { pk, sk }]) => `${record}: ${pk} | ${sk}`);

  expect(new Set(Object.values(places).map(({ pk, sk }) => `${pk} ${sk}`)).size).toBe(lines.length);
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "source: SOURCE#demo-vnpay#bank | CONFIG
    calendar: CALENDAR#vietnam | CONFIG
    watch: WATCH#statements | WATCH
    bank day: BANK-DAY#demo-vnpay#bank#2026-11-24 | BANK-DAY
    event of a bank day: BANK-DAY#demo-vnpay#bank#2026-11-24 | EVENT#000002
    events of a bank day: BANK-DAY#demo-vnpay#bank#2026-11-24 | EVENT#
    run: BANK-DAY#demo-vnpay#bank#2026-11-24 | RUN#000003
    runs: BANK-DAY#demo-vnpay#bank#2026-11-24 | RUN#
    known statement: BANK-DAY#demo-vnpay#bank#2026-11-24 | STATEMENT#c0ffee
    quarantined: BANK-DAY#demo-vnpay#bank#2026-11-24 | QUARANTINED#c0ffee
    quarantine: BANK-DAY#demo-vnpay#bank#2026-11-24 | QUARANTINED#
    page of results: RESULTS#demo-vnpay#bank#2026-11-24#000003 | PAGE#vnpay:LEPHIDEM:A1
    pages of results: RESULTS#demo-vnpay#bank#2026-11-24#000003 | PAGE#
    discrepancy: DISCREPANCY#D1 | DISCREPANCY
    event of a discrepancy: DISCREPANCY#D1 | EVENT#000001
    events of a discrepancy: DISCREPANCY#D1 | EVENT#"
  `);
});

test('what is due of a run is found among runs, and a bank day that is not due nowhere', () => {
  const statement = { sha256, name: 'a.csv', receivedAt: start };
  const run = makeRun({ number: 1, why: 'new-statement', statement, period: { from: on, to: on } }, start);
  expect(dueShardsOf('run')).toContain(put(reconciled.run(of, 1), run).item.dueShard);

  const [day, event] = putBankDayChange(applyBankDayFact(emptyBankDay(of), { type: 'statement.missing' }, start));
  expect([day.version, event.version]).toEqual([1, 1]);
  expect([day.sk, event.sk]).toEqual(['BANK-DAY', 'EVENT#000001']);
  expect(day.item).not.toHaveProperty('dueShard');
});

test('pages of results lie in the order of the names that end them, so that one query finds the page of a name', () => {
  const ends = ['a:1', 'line#f00#1', 'vnpay:LEPHIDEM:A9'].map((last) => reconciled.resultPage(of, 1, last).sk);

  expect(ends.toSorted()).toEqual(ends);
  expect(reconciled.resultPages(of, 2).pk).not.toBe(reconciled.resultPages(of, 1).pk);
});
