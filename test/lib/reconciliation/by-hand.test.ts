import { describe, expect, test } from 'vitest';
import type { Join } from '../../../lib/domain/bank-day.ts';
import { bankCsv } from '../statements/write-tables.ts';
import { entryOf, run, termsOf } from './sample-run.ts';

/** A line of the bank that tells nothing of whose it is. */
const line = (amountVnd: number, changes: object = {}) => ({
  direction: 'in' as const,
  amountVnd,
  transactionId: '',
  reference: '',
  text: 'Nop tien mat',
  ...changes,
});

type Line = ReturnType<typeof line>;

const statement = (...lines: Line[]) =>
  bankCsv({ account: '0011004123456', on: '2026-11-20', openingVnd: 1_000_000, number: 1, lines });

const payment = entryOf({ key: 'vnpay:T:A', amountVnd: 100_000 });
const other = entryOf({ key: 'vnpay:T:B', amountVnd: 100_000 });

/** The names that a run without joins gives to lines, in its order. */
const namesOf = async (lines: readonly Line[]): Promise<string[]> =>
  (await run(statement(...lines), [])).list.map(({ name }) => name);

const joinOf = (name: string, changes: Partial<Record<keyof Join, unknown>> = {}) => ({
  line: name,
  direction: 'in',
  amountVnd: 100_000,
  key: payment.key,
  ...changes,
});

const runWith = (lines: readonly Line[], joins: object[], entries = [payment]) =>
  run(statement(...lines), entries, { terms: termsOf({ joins: joins as Join[] }) });

const shortly = (list: Awaited<ReturnType<typeof runWith>>['list']) =>
  list.map((result) => [result.class, result.open, result.statementVnd, result.lephiVnd, result.rule]);

describe('what officers have joined', () => {
  test('is joined before any rule, and balances', async () => {
    const lines = [line(100_000), line(100_000, { text: `Nop LP7K3M9Q2XWW` })];
    const named = entryOf({ key: 'vnpay:T:B', amountVnd: 100_000, orderId: 'LP7K3M9Q2XWW' });
    const plain = await run(statement(...lines), [payment, named]);
    expect(plain.list.find(({ name }) => name === named.key)).toMatchObject({ rule: 'reference' });

    const [taken = ''] = await namesOf([lines[1] ?? expect.unreachable()]);
    const { list, summary } = await runWith(lines, [joinOf(taken)], [payment, named]);
    expect(list.find(({ name }) => name === payment.key)).toMatchObject({ class: 'matched', rule: 'by-hand' });
    expect(list.find(({ name }) => name === named.key)).toMatchObject({ class: 'missing-at-provider' });
    expect(summary).toMatchObject({ balanced: true });
  });

  test('may be of other amounts, which nobody need look at', async () => {
    const lines = [line(90_000)];
    const [name = ''] = await namesOf(lines);
    const { list, summary } = await runWith(lines, [joinOf(name, { amountVnd: 90_000 })]);

    expect(shortly(list)).toEqual([['amount-differs', false, 90_000, 100_000, 'by-hand']]);
    expect(summary).toMatchObject({ balanced: true, open: 0 });
  });

  test.each([1, 2, 3])('of lines that say the same keeps its number: %i of three', async (nth) => {
    const lines = [line(100_000), line(100_000), line(100_000)];
    const names = await namesOf(lines);
    const joined = names.find((name) => name.endsWith(`#${nth}`)) ?? '';
    const { list } = await runWith(lines, [joinOf(joined)]);

    expect(list.filter(({ open }) => open).map(({ name }) => name)).toEqual(names.filter((name) => name !== joined));
  });

  test('says the same whatever order the lines stand in', async () => {
    const lines = [line(100_000), line(70_000), line(100_000), line(100_000, { text: 'Khac' })];
    const [name = ''] = (await namesOf(lines)).filter((one) => one.endsWith('#2'));
    const bodies = await Promise.all(
      [lines, lines.toReversed()].map(async (some) => {
        const { bytes } = await run(statement(...some), [payment, other], {
          terms: termsOf({ joins: [joinOf(name) as Join] }),
        });
        return bytes.toString();
      }),
    );

    expect(bodies[0]).toBe(bodies[1]);
  });

  test('joins nothing when its line is not there, and asks for a movement that is not', async () => {
    const [name = ''] = await namesOf([line(100_000)]);
    const without = await runWith([line(70_000)], [joinOf(name)]);
    expect(
      shortly(without.list)
        .map(([found]) => found)
        .sort(),
    ).toEqual(['missing-at-provider', 'unknown-reference']);

    const { list, questions } = await runWith([line(100_000)], [joinOf(name, { key: 'vnpay:T:Z' })]);
    expect(list.every(({ open }) => open)).toBe(true);
    expect(questions.movementKeys).toContain('vnpay:T:Z');
  });

  test('takes no entry that another day has shown', async () => {
    const [name = ''] = await namesOf([line(100_000)]);
    const shown = entryOf({ ...payment, origin: 'looked-up', shownOn: '2026-11-19' });
    const { list } = await runWith([line(100_000)], [joinOf(name)], [shown]);

    expect(list.map((result) => result.class).sort()).toEqual(['carried-over', 'unknown-reference']);
  });
});
