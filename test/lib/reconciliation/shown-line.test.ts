import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lib/domain/canonical-json.ts';
import {
  codeOf,
  inOrderOfText,
  lineText,
  lineVnd,
  nameOfText,
  orderCodeOf,
  orderOf,
  refundCodeOf,
} from '../../../lib/reconciliation/shown-line.ts';
import { orders, refunds } from './anything.ts';
import { entriesOf, linesOf, type SampleRead } from './sample-tables.ts';

const read = async (...some: readonly SampleRead[]) => linesOf(some, await entriesOf([]));

test('what a line says is canonical JSON, without what is not said', async () => {
  const said = {
    amountVnd: 1,
    at: '2026-11-20T03:00:00.000Z',
    bookedOn: '2026-11-20',
    direction: 'in',
    reference: 'R"',
    status: 'paid',
    text: 'Lệ phí',
    transactionId: 'A',
    treasuryStatus: 'sent',
  } as const;
  const lines = await read({ ...said, kind: 'not-ours', key: 'k' }, { amountVnd: 1 });

  expect(lineText(lines, 0)).toBe(canonicalJson(said));
  expect(lineText(lines, 1)).toBe('{"amountVnd":1,"bookedOn":"2026-11-20","direction":"in","status":"paid"}');
  expect(nameOfText('a')).toBe('line#ca978112ca1bbdcafac231b39a23dc4d');
});

test('lines stand in order of what they say', async () => {
  const lines = await read({ text: 'c' }, { text: 'a' }, { text: 'b' });

  expect(inOrderOfText(lines, [0, 1, 2])).toEqual([1, 2, 0]);
});

test('a line moves its amount, below zero when it takes out, and nothing when it failed', async () => {
  const lines = await read({ amountVnd: 5 }, { amountVnd: 5, direction: 'out' }, { amountVnd: 5, status: 'failed' });

  expect([0, 1, 2].map((line) => lineVnd(lines, line))).toEqual([5, -5, 0]);
});

test('money in names an order, money out a refund, by its reference before its text', async () => {
  const [one, other] = [orders[0]!, orders[1]!];
  const lines = await read(
    { reference: `${one}A1`, text: other },
    { text: `x ${other} y` },
    { direction: 'out', reference: `${one}A3`, text: `x ${refunds[0]!} ${other}` },
  );

  expect([0, 1, 2].map((line) => codeOf(lines, line))).toEqual([one, other, refunds[0]]);
  // Of money out it is the order whose payment is given back.
  expect([0, 1, 2].map((line) => orderOf(lines, line))).toEqual([one, other, one]);
  expect([orderCodeOf({ text: 'x' }), refundCodeOf({ reference: refunds[1]! })]).toEqual([undefined, refunds[1]]);
});
