import { describe, expect, test } from 'vitest';
import { joinByKey } from '../../../lib/reconciliation/by-key.ts';
import { judgeCredit, judgeEntry, judgeLine, type Verdict } from '../../../lib/reconciliation/classify.ts';
import { joinReversals } from '../../../lib/reconciliation/reversals.ts';
import { orders, refunds } from './anything.ts';
import { matchingOf, type SampleRead } from './sample-tables.ts';

type Changes = Parameters<typeof matchingOf>[1][number];
type Terms = NonNullable<Parameters<typeof matchingOf>[2]>;

const brief = ({ class: found, open, statementVnd, lephiVnd, correction }: Verdict) => [
  found,
  statementVnd,
  lephiVnd,
  ...(open ? [correction] : []),
];

const paired = async (line: SampleRead, entry: Changes, more: readonly SampleRead[] = []) => {
  const matching = await matchingOf([{ key: 'entry:0', ...line }, ...more], [entry]);
  joinByKey(matching, 'key');
  joinReversals(matching);
  return brief(judgeEntry(matching, 0));
};

const single = async (line: SampleRead, terms: Terms = {}, isRepeat = false) =>
  brief(judgeLine(await matchingOf([line], [], terms), 0, isRepeat));

const out = { direction: 'out' } as const;

describe('a line and an entry are', () => {
  test.each([
    ['matched', {}, {}, ['matched', 100_000, 100_000]],
    ['matched when both take out', out, out, ['matched', -100_000, -100_000]],
    ['amount-differs', { amountVnd: 7 }, {}, ['amount-differs', 7, 100_000, 'ask-provider']],
    ['carried-over when brought forward', {}, { origin: 'brought-forward' }, ['carried-over', 100_000, 100_000]],
    ['carried-over when looked up', {}, { origin: 'looked-up' }, ['carried-over', 100_000, 100_000]],
    ['refund-paid', out, { ...out, refundId: refunds[0] }, ['refund-paid', -100_000, -100_000]],
    ['refund-paid by the text', { ...out, kind: 'refund' }, out, ['refund-paid', -100_000, -100_000]],
    ['bank-charge', { ...out, kind: 'bank-charge' }, out, ['bank-charge', -100_000, -100_000]],
    ['sweep', { ...out, kind: 'sweep' }, out, ['sweep', -100_000, -100_000]],
    ['matched though the text says not ours', { kind: 'not-ours' }, {}, ['matched', 100_000, 100_000]],
    ['reversed by us alone', {}, { state: 'reversed' }, ['reversed', 100_000, 0, 'carry-on']],
    ['reversed as a movement of its own', { ...out, status: 'reversed' }, out, ['reversed', -100_000, -100_000]],
  ] as const)('%s', async (_name, line, entry, verdict) => {
    expect(await paired(line, entry)).toEqual(verdict);
  });

  test('reversed, closed when both say so and open when the line alone does', async () => {
    const undoing = [{ reference: 'R', direction: 'out', status: 'reversed' }] as const;

    expect(await paired({ reference: 'R' }, { state: 'reversed' }, undoing)).toEqual(['reversed', 100_000, 0]);
    expect(await paired({ reference: 'R' }, {}, undoing)).toEqual(['reversed', 100_000, 100_000, 'ask-provider']);
  });
});

describe('an entry without line is', () => {
  test.each([
    ['missing-at-provider', {}, ['missing-at-provider', 0, 100_000, 'carry-on']],
    ['missing-at-provider, money out too', out, ['missing-at-provider', 0, -100_000, 'carry-on']],
    ['carried-over when another statement showed it', { shownOn: '2026-11-19' }, ['carried-over', 0, 100_000]],
    ['reversed when its money came and went', { state: 'reversed' }, ['reversed', 0, 0]],
  ] as const)('%s', async (_name, entry, verdict) => {
    expect(brief(judgeEntry(await matchingOf([], [entry]), 0))).toEqual(verdict);
  });
});

describe('a line without entry is', () => {
  test.each([
    ['unknown-reference', {}, ['unknown-reference', 100_000, 0, 'propose-line']],
    ['missing-at-lephi with a certain key', { key: 'k' }, ['missing-at-lephi', 100_000, 0, 'take-line']],
    ['missing-at-lephi when it takes out', out, ['missing-at-lephi', -100_000, 0, 'propose-line']],
    [
      'missing-at-lephi though it says refund',
      { ...out, kind: 'refund' },
      ['missing-at-lephi', -100_000, 0, 'propose-line'],
    ],
    ['failed-line', { status: 'failed', key: 'k' }, ['failed-line', 0, 0]],
    ['bank-charge', { ...out, kind: 'bank-charge' }, ['bank-charge', -100_000, 0]],
    ['sweep', { ...out, kind: 'sweep' }, ['sweep', -100_000, 0]],
    ['not-ours', { kind: 'not-ours' }, ['not-ours', 100_000, 0]],
    ['reversed, of which nobody knows what', { ...out, status: 'reversed' }, ['reversed', -100_000, 0, 'ask-provider']],
  ] as const)('%s', async (_name, line, verdict) => {
    expect(await single(line)).toEqual(verdict);
  });

  test('missing-at-lephi when it names an order that there is', async () => {
    const line = { text: `nop phi ${orders[0]!}` };

    expect(await single(line, { orders: [orders[0]!] })).toEqual(['missing-at-lephi', 100_000, 0, 'propose-line']);
    expect(await single(line)).toEqual(['unknown-reference', 100_000, 0, 'propose-line']);
  });

  test('missing-at-lephi when a provider or the treasury lists it by a number', async () => {
    const line = { transactionId: 'A' };

    expect((await single(line, { terms: { side: 'treasury' } }))[0]).toBe('missing-at-lephi');
    expect((await single(line, { terms: { side: 'provider' } }))[0]).toBe('missing-at-lephi');
    expect((await single(line))[0]).toBe('unknown-reference');
  });

  test('duplicate-line when another is of its movement', async () => {
    expect(await single({}, {}, true)).toEqual(['duplicate-line', 100_000, 0, 'ask-provider']);
  });
});

test('of a credit that is not the sum of what was due, the difference is left', () => {
  expect(brief(judgeCredit({ line: 0, rule: 'batch', fees: new Map(), differenceVnd: -5 }))).toEqual([
    'amount-differs',
    -5,
    0,
    'ask-provider',
  ]);
});
