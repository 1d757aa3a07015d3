import { describe, expect, test } from 'vitest';
import { deskClassSchema } from '../../../lib/domain/desk.ts';
import { type Discrepancy, discrepancySchema } from '../../../lib/domain/discrepancy.ts';
import {
  decideLine,
  decidePair,
  refuseAcceptance,
  refuseDifference,
} from '../../../lib/domain/discrepancy-decisions.ts';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { start } from '../../samples.ts';

const of = { accountId: 'ea-kao-vnpay', side: 'bank', on: '2026-11-21' };
const shownLine = { bookedOn: '2026-11-21', direction: 'in', amountVnd: 50_000, status: 'paid' };
const ownEntry = {
  key: 'vnpay:EAKAO001:X',
  direction: 'in',
  amountVnd: 50_000,
  state: 'paid',
  paidAt: start,
  paidOn: '2026-11-21',
  reference: 'X',
  origin: 'of-day',
};

const make = (result: object, changes: object = {}): Discrepancy =>
  discrepancySchema.parse({
    version: 1,
    id: '0'.repeat(32),
    of,
    agencyCode: 'H15.50.05.13',
    provider: 'vnpay',
    result: { name: 'line#a#1', class: 'unknown-reference', open: true, statementVnd: 50_000, lephiVnd: 0, ...result },
    firstRun: 1,
    latestOn: of.on,
    latestRun: 1,
    foundAt: start,
    status: 'open',
    events: 1,
    desk: { class: 'line-of-unknown-reference', since: start },
    ...changes,
  });

const line = (changes: object = {}, result: object = {}) => make({ line: { ...shownLine, ...changes }, ...result });

const entry = (changes: object = {}, result: object = {}) =>
  make({ name: ownEntry.key, class: 'missing-at-provider', entry: { ...ownEntry, ...changes }, ...result });

const ended: object = { status: 'ended' };

const codeOf = (decide: () => unknown): string => {
  try {
    decide();
    return 'fine';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

describe('one officer alone', () => {
  const alone = ['missing-at-provider', 'line-of-unknown-reference', 'duplicate-line', 'line-reversed'];

  test.each(deskClassSchema.options)('of what waits as %s', (deskClass) => {
    const code = codeOf(() => {
      refuseAcceptance(make({ line: shownLine }, { desk: { class: deskClass, since: start } }));
    });

    expect(code).toBe(alone.includes(deskClass) ? 'fine' : 'discrepancy-not-resolvable');
  });

  test.each([
    ['is ended', make({ line: shownLine }, ended), 'not-at-desk'],
    ['is of a movement that is known for certain', line({}, { certainKey: 'k' }), 'discrepancy-not-resolvable'],
  ])('accepts nothing that %s', (_name, discrepancy, code) => {
    expect(
      codeOf(() => {
        refuseAcceptance(discrepancy);
      }),
    ).toBe(code);
  });
});

describe('a line and an entry', () => {
  test('are a pair, in whichever order they are named, also of other amounts', () => {
    const [one, other] = [line({ amountVnd: 40_000 }), entry()];
    const join = { line: 'line#a#1', direction: 'in', amountVnd: 40_000, key: ownEntry.key };

    expect(decidePair(one, other)).toEqual({ line: one, entry: other, join });
    expect(decidePair(other, one)).toEqual({ line: one, entry: other, join });
  });

  test.each([
    ['two lines', line(), line(), 'discrepancy-not-resolvable'],
    ['two entries', entry(), entry(), 'discrepancy-not-resolvable'],
    ['one ended', line(), make({ entry: ownEntry }, ended), 'not-at-desk'],
    ['other directions', line({ direction: 'out' }), entry(), 'discrepancy-not-resolvable'],
    ['a line that failed', line({ status: 'failed' }), entry(), 'discrepancy-not-resolvable'],
    ['a line that went back', line({ status: 'reversed' }), entry(), 'discrepancy-not-resolvable'],
    ['an entry that went back', line(), entry({ state: 'reversed' }), 'discrepancy-not-resolvable'],
    ['a line of a certain movement', line({}, { certainKey: 'k' }), entry(), 'discrepancy-not-resolvable'],
    [
      'another side',
      line(),
      make({ entry: ownEntry }, { of: { ...of, side: 'provider' } }),
      'discrepancy-not-resolvable',
    ],
    [
      'another account',
      line(),
      make({ entry: ownEntry }, { of: { ...of, accountId: 'x' } }),
      'discrepancy-not-resolvable',
    ],
    ['a line that has its entry', line({}, { entry: ownEntry }), entry(), 'discrepancy-not-resolvable'],
  ])('are none with %s', (_name, one, other, code) => {
    expect(codeOf(() => decidePair(one, other))).toBe(code);
    expect(codeOf(() => decidePair(other, one))).toBe(code);
  });
});

test('amounts can be let differ where they do, while it is open', () => {
  const differs = { line: shownLine, entry: ownEntry, class: 'amount-differs' };

  expect(
    codeOf(() => {
      refuseDifference(make(differs));
    }),
  ).toBe('fine');
  expect(
    codeOf(() => {
      refuseDifference(line());
    }),
  ).toBe('discrepancy-not-resolvable');
  expect(
    codeOf(() => {
      refuseDifference(make(differs, ended));
    }),
  ).toBe('not-at-desk');
});

describe('a line to be taken', () => {
  test('has a key of its own, of account, side and what it says', () => {
    expect(decideLine(line())).toMatchObject({
      line: shownLine,
      join: { key: 'ea-kao-vnpay:bank:line#a#1', line: 'line#a#1', amountVnd: 50_000 },
    });
  });

  test.each([
    ['an entry', entry(), 'discrepancy-not-resolvable'],
    ['a line that moved nothing', line({ status: 'failed' }), 'discrepancy-not-resolvable'],
    ['a line of a certain movement', line({}, { certainKey: 'k' }), 'discrepancy-not-resolvable'],
    ['one that is ended', make({ line: shownLine }, ended), 'not-at-desk'],
  ])('is not %s', (_name, discrepancy, code) => {
    expect(codeOf(() => decideLine(discrepancy))).toBe(code);
  });
});
