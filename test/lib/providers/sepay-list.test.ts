import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantSchema } from '../../../lib/domain/time.ts';
import type { ListPlace, ListReading } from '../../../lib/providers/provider.ts';
import { answerList, listed, movementsOf, open } from './sepay-example.ts';
import { answerAsSepay, type Kept, timeOf } from './sepay-list-server.ts';

const list = movementsOf(open());
const from = instantSchema.parse('2026-11-21T06:00:00Z');

type Page = ListReading & { type: 'page' };

const readPage = (body: string, place: ListPlace = { from }): Page => {
  const reading = list.read(body, place);
  return reading.type === 'page' ? reading : expect.unreachable(reading.why);
};

const idsOf = ({ movements }: Page): number[] =>
  movements.map((one) => ('notice' in one ? Number(one.notice.alias) : expect.unreachable(one.why)));

const parametersOf = (place: ListPlace) => Object.fromEntries(new URL(list.request(place).url).searchParams);

describe('asking for the list', () => {
  test('shows the token, and asks the first time for what moved since the account is in use', () => {
    expect(list.request({ from })).toEqual({
      method: 'GET',
      url: 'https://my.sepay.vn/userapi/transactions/list?account_number=0123499999&transaction_date_min=2026-11-21+13%3A00%3A00&limit=50',
      headers: { authorization: 'Bearer a-token-of-sepay', accept: 'application/json' },
      body: '',
    });
  });

  test('goes on where the page before says', () => {
    const ids = Array.from({ length: 21 }, (_, index) => 92_704 + index);
    const { cursor } = readPage(answerList(ids.map((id) => ({ ...listed, id: String(id) })).toReversed()));

    expect(parametersOf({ cursor, from })).toEqual({ account_number: '0123499999', since_id: '92704', limit: '50' });
  });

  test('needs a token', () => {
    expect(open({}, { current: { id: 'key-1', secret: 'x' } }).movements).toBeUndefined();
  });
});

describe('a page of the list', () => {
  test('has the movements with their own bytes, the oldest first', () => {
    const entries = [{ ...listed, id: '92705' }, listed].map((entry) => JSON.stringify(entry, null, 1));
    const body = `{"status":200,"transactions":[${entries.join(' ,\n')}]}`;
    const { movements, complete } = readPage(body);

    expect(complete).toBe(true);
    expect(movements).toMatchObject([
      { keyId: 'token-1', raw: entries[1], notice: { alias: '92704', amountVnd: 135_000 } },
      { keyId: 'token-1', raw: entries[0], notice: { alias: '92705' } },
    ]);
  });

  test('may be empty, and reading stays where it was', () => {
    const { cursor } = readPage(answerList([listed]));

    expect(readPage(answerList([]), { cursor, from })).toEqual({ type: 'page', movements: [], cursor, complete: true });
    expect(readPage(answerList([])).movements).toEqual([]);
  });

  test('may have an entry that cannot be read: it is told, and the others are read', () => {
    const page = readPage(
      answerList([
        { ...listed, amount_in: '0.50' },
        { ...listed, id: '92705' },
      ]),
    );

    expect(page.movements).toMatchObject([
      { why: expect.stringContaining('amount_in') },
      { notice: { alias: '92705' } },
    ]);
  });

  test('may have an entry that is too long to keep: its beginning is kept', () => {
    const { movements } = readPage(answerList([{ ...listed, transaction_content: 'x'.repeat(20_000) }]));

    expect(movements).toMatchObject([{ raw: expect.stringMatching(/^.{16384}$/), why: 'is too long' }]);
  });

  test('is not asked about other bank accounts, nor about what moved before the account was in use', () => {
    const before = { ...listed, id: '92701', transaction_date: '2026-11-21 12:59:59' };
    const elsewhere = { ...listed, id: '92702', account_number: '9999999999' };
    const first = { ...listed, id: '92703', transaction_date: '2026-11-21 13:00:00' };

    expect(idsOf(readPage(answerList([before, elsewhere, first, listed])))).toEqual([92703, 92704]);
  });

  test.each([
    ['no JSON', '<html>'],
    ['nothing', ''],
    ['an error', JSON.stringify({ status: 401, error: 'Unauthorized', messages: {} })],
    ['no list', JSON.stringify({ status: 200, transactions: {} })],
    ['an entry without a number', answerList([{ ...listed, id: undefined }])],
    ['an entry without a time', answerList([{ ...listed, transaction_date: null }])],
    ['an entry that is none', answerList([listed, 5])],
    ['an entry that says its number twice', answerList([listed]).replace('"id"', '"id":"1","id"')],
  ])('is not %s', (_, body) => {
    expect(list.read(body, { from })).toEqual({ type: 'unreadable', why: 'is not a list of transactions' });
  });

  test('that holds one second alone cannot be read past, and says so', () => {
    const kept = Array.from({ length: 120 }, (_, index) => ({ id: 1000 + index, second: 5 }));
    const newestFirst = (one: Kept, other: Kept) => other.id - one.id;
    const answer = (place: ListPlace) => answerAsSepay(kept, list.request(place).url, newestFirst);
    const { cursor } = readPage(answer({ from }));

    expect(list.read(answer({ cursor, from }), { cursor, from })).toMatchObject({ type: 'unreadable' });
  });
});

/** Reads until the list ends. */
const readAll = (answer: (url: string) => string, first: ListPlace): { ids: number[]; cursor: string | undefined } => {
  let place = first;
  const ids: number[] = [];
  for (let pages = 0; pages < 1000; pages += 1) {
    const page = readPage(answer(list.request(place).url), place);
    ids.push(...idsOf(page));
    if (page.complete) return { ids, cursor: page.cursor };
    place = { from, cursor: page.cursor };
  }
  return expect.unreachable('the list has no end');
};

describe('reading the whole list', () => {
  const orders = {
    'the newest first': (one: Kept, other: Kept) => other.id - one.id,
    'the latest time first': (one: Kept, other: Kept) => other.second - one.second || other.id - one.id,
    'the oldest first': (one: Kept, other: Kept) => one.id - other.id,
  };

  /** Transactions in the order in which SePay learns of them: some banks tell it late. */
  const anyKept = fc
    .array(fc.record({ gap: fc.integer({ min: 1, max: 9 }), late: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 30) }), {
      maxLength: 200,
      size: 'max',
    })
    .map((some) =>
      some.map(({ gap, late }, index): Kept => ({ id: 1000 + index * 10 + gap, second: index * 4 + 60 - late })),
    )
    .map((some) => some.toSorted((one, other) => one.id - other.id));

  test.each(Object.entries(orders))('finds every movement, %s', (_, compare) => {
    fc.assert(
      fc.property(anyKept, fc.nat(200), (kept, known) => {
        const early = kept.slice(0, known);
        const first = readAll((url) => answerAsSepay(early, url, compare), { from });
        const { cursor } = first;
        const second = readAll((url) => answerAsSepay(kept, url, compare), { from, cursor });

        expect(new Set(first.ids)).toEqual(new Set(early.map(({ id }) => id)));
        expect(new Set([...first.ids, ...second.ids])).toEqual(new Set(kept.map(({ id }) => id)));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  test('reads the latest twenty again, and so finds one that appears late among them', () => {
    const kept = Array.from({ length: 60 }, (_, index) => ({ id: 1000 + index, second: index }));
    const compare = orders['the newest first'];
    const lateOne = kept[45]!;
    const { cursor } = readAll(
      (url) =>
        answerAsSepay(
          kept.filter((one) => one !== lateOne),
          url,
          compare,
        ),
      { from },
    );
    const { ids } = readAll((url) => answerAsSepay(kept, url, compare), { from, cursor });

    expect(ids).toHaveLength(22);
    expect(ids).toContain(lateOne.id);
  });

  test('finds one that appears late though it is older than all that was read at first', () => {
    const [lateOne, ...others] = Array.from({ length: 3 }, (_, index) => ({ id: 1000 + index, second: index }));
    const compare = orders['the newest first'];
    const { cursor } = readAll((url) => answerAsSepay(others, url, compare), { from });
    const { ids } = readAll((url) => answerAsSepay([lateOne!, ...others], url, compare), { from, cursor });

    expect(ids).toContain(lateOne!.id);
  });
});

test('times in the list are Viet Nam’s', () => {
  expect(timeOf(157)).toBe('2026-11-21 14:02:37');
});
