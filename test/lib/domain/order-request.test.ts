import { describe, expect, test } from 'vitest';
import { fieldMessages } from '../../../lib/domain/field-messages.ts';
import { decideDetails, orderRequestSchema } from '../../../lib/domain/order-request.ts';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { beneficiaryAccount, makeRequest, orderBody, start } from '../../samples.ts';

const [firstLine, secondLine] = orderBody.lines;
const otherAccount = { bankCode: '970418', accountNumber: '12310000000001' };
const { dossierCode: _, ...bodyWithoutDossier } = orderBody;
const fine = { ...bodyWithoutDossier, decisionNumber: '0012345/QĐ-XPHC', lines: [{ ...firstLine, kind: 'phat' }] };

/** What the schema finds wrong: the path, and our own words for it or the schema's code. */
const wrong = (body: unknown): string[] =>
  orderRequestSchema
    .safeParse(body)
    .error?.issues.map(({ path, code, message }) => `${path.join('.')}: ${message in fieldMessages ? message : code}`)
    .sort() ?? [];

const wrongWith = (changes: Record<string, unknown>): string[] => wrong({ ...orderBody, ...changes });
const wrongInLine = (changes: Record<string, unknown>): string[] =>
  wrongWith({ lines: [{ ...firstLine, ...changes }] });

const refusalOf = (changes: Record<string, unknown>): Refusal => {
  try {
    decideDetails(makeRequest(changes), start);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('a request', () => {
  test('can leave out payer, deadline, language and whatever else is optional', () => {
    const { metadata: _notes, ...least } = orderBody;

    expect(wrong(least)).toEqual([]);
  });

  test('can be about a decision of fine', () => {
    expect(wrong(fine)).toEqual([]);
  });

  test('loses what nobody knows, and keeps names in their composed form', () => {
    const request = makeRequest({ colour: 'red', obligor: { name: ' Nguyễn '.normalize('NFD'), age: 41 } });

    expect(request).not.toHaveProperty('colour');
    expect(request.obligor).toEqual({ name: 'Nguyễn'.normalize('NFC') });
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'order'],
    ['a list', []],
  ])('is not %s', (_name, body) => {
    expect(wrong(body)).toHaveLength(1);
  });

  test('names each field that is missing', () => {
    expect(wrong({}).map((found) => found.split(':')[0])).toEqual([
      'agencyCode',
      'beneficiaryAccount',
      'lines',
      'obligor',
      'procedureCode',
    ]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a wrong agency code', { agencyCode: 'H1' }, 'agencyCode: not-an-agency-code'],
    ['a wrong dossier code', { dossierCode: 'H15-1' }, 'dossierCode: not-a-dossier-code'],
    ['a day that is not in the calendar', { dossierCode: 'H15-261131-0001' }, 'dossierCode: not-a-calendar-day'],
    ['neither dossier nor decision', { dossierCode: undefined }, 'dossierCode: dossier-or-decision'],
    [
      'both dossier and decision',
      { decisionNumber: '12/QĐ', lines: [{ ...firstLine, kind: 'phat' }] },
      'dossierCode: dossier-or-decision',
    ],
    [
      'a decision for what is no fine',
      { dossierCode: undefined, decisionNumber: '12/QĐ' },
      'decisionNumber: decision-of-fine-only',
    ],
    ['a wrong procedure code', { procedureCode: '1004194' }, 'procedureCode: not-a-procedure-code'],
    ['a blank name', { obligor: { name: '  ' } }, 'obligor.name: too_small'],
    ['a name of two lines', { obligor: { name: 'An\nBình' } }, 'obligor.name: has-control-characters'],
    ['a wrong phone number', { obligor: { name: 'An', phone: '09-01' } }, 'obligor.phone: not-a-phone-number'],
    ['a wrong address', { obligor: { name: 'An', email: 'an@' } }, 'obligor.email: invalid_format'],
    ['a wrong id number', { payer: { name: 'An', idNumber: '1' } }, 'payer.idNumber: not-an-id-number'],
    ['no lines', { lines: [] }, 'lines: too_small'],
    [
      'fifty-one lines',
      { lines: Array.from({ length: 51 }, (_line, index) => ({ ...firstLine, feeCode: `F${index}` })) },
      'lines: too_big',
    ],
    ['a fee code twice', { lines: [firstLine, secondLine, firstLine] }, 'lines.2.feeCode: fee-code-twice'],
    [
      'a wrong bank code',
      { beneficiaryAccount: { ...beneficiaryAccount, bankCode: 'vcb' } },
      'beneficiaryAccount.bankCode: not-a-bank-code',
    ],
    [
      'a wrong account number',
      { beneficiaryAccount: { ...beneficiaryAccount, accountNumber: '1 2' } },
      'beneficiaryAccount.accountNumber: not-an-account-number',
    ],
    ['a deadline without a time zone', { expiresAt: '2026-11-30T17:00:00' }, 'expiresAt: invalid_format'],
    [
      'a code of another order that is not whole',
      { replacesOrderId: 'LP0000000001' },
      'replacesOrderId: not-a-payment-code',
    ],
    ['a return address of another protocol', { returnUrl: 'ftp://a.vn' }, 'returnUrl: invalid_format'],
    ['another language', { locale: 'fr' }, 'locale: invalid_value'],
    ['metadata over 2 kB', { metadata: { a: 'ă'.repeat(1023) } }, 'metadata: too-much-metadata'],
    ['metadata that is no text', { metadata: { a: 1 } }, 'metadata.a: invalid_type'],
    ['metadata that has no UTF-8', { metadata: { a: '\ud800' } }, 'metadata.a: has-control-characters'],
  ])('with %s is told so', (_name, changes, expected) => {
    expect(wrongWith(changes)).toEqual([expected]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown kind', { kind: 'lệ phí' }, 'kind: invalid_value'],
    ['a wrong fee code', { feeCode: 'a b' }, 'feeCode: not-a-fee-code'],
    ['a wrong budget code', { budgetCode: '27' }, 'budgetCode: not-a-budget-code'],
    ['nothing to pay', { amountVnd: 0 }, 'amountVnd: too_small'],
    ['less than nothing', { amountVnd: -1 }, 'amountVnd: too_small'],
    ['half a đồng', { amountVnd: 0.5 }, 'amountVnd: invalid_type'],
    ['an amount in a text', { amountVnd: '1' }, 'amountVnd: invalid_type'],
  ])('with a line of %s is told so', (_name, changes, expected) => {
    expect(wrongInLine(changes)).toEqual([`lines.0.${expected}`]);
  });
});

describe('the details of an order', () => {
  test('are what was asked for, payable for thirty days by the obligor in Vietnamese unless it says otherwise', () => {
    expect(decideDetails(makeRequest(), start)).toEqual({
      ...orderBody,
      payer: orderBody.obligor,
      locale: 'vi',
      expiresAt: addMs(start, 30 * dayMs),
    });
  });

  test('keep a payer, a deadline and a language that were given', () => {
    const given = { payer: { name: 'Trần Văn Bình' }, expiresAt: '2026-11-22T00:00:00.000Z', locale: 'en' };

    expect(decideDetails(makeRequest(given), start)).toMatchObject(given);
  });

  test('do not repeat in a line what is the same for all', () => {
    const lines = [firstLine, { ...secondLine, beneficiaryAccount, obligor: orderBody.obligor }];

    expect(decideDetails(makeRequest({ lines }), start).lines).toEqual(orderBody.lines);
  });

  test.each<[string, Record<string, unknown>]>([
    ['account', { beneficiaryAccount: otherAccount }],
    ['account number', { beneficiaryAccount: { ...beneficiaryAccount, accountNumber: '0011004123457' } }],
    ['obligor', { obligor: { name: 'Trần Văn Bình' } }],
    ['obligor of the same name', { obligor: { ...orderBody.obligor, idNumber: '066190009999' } }],
  ])('are refused when a line has another %s', (_name, changes) => {
    const { code, facts } = refusalOf({ lines: [firstLine, { ...secondLine, ...changes }] });

    expect([code, facts.pointer]).toEqual(['mixed-beneficiaries', '/lines/1']);
  });

  test.each([start, addMs(start, -1), '2020-01-01T00:00:00Z'])(
    'are refused with the deadline %s, which has passed',
    (expiresAt) => {
      const { code, facts } = refusalOf({ expiresAt });

      expect([code, facts.pointer]).toEqual(['deadline-passed', '/expiresAt']);
    },
  );

  test('can have a deadline from the next millisecond to a leap year ahead, and none beyond', () => {
    expect(decideDetails(makeRequest({ expiresAt: addMs(start, 1) }), start).expiresAt).toBe(addMs(start, 1));
    expect(() => decideDetails(makeRequest({ expiresAt: addMs(start, 366 * dayMs) }), start)).not.toThrow();

    const { code, facts } = refusalOf({ expiresAt: addMs(start, 366 * dayMs + 1) });
    expect([code, facts.errors]).toEqual(['validation-failed', [{ pointer: '/expiresAt', message: 'too-far-ahead' }]]);
  });
});
