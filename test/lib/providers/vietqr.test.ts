import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QRPay } from 'vietnam-qr-pay';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { toVietQr } from '../../../lib/providers/vietqr.ts';

const vnd = (amount: number) => amountVndSchema.parse(amount);

/** The fields of a payload, one level deep. */
const fieldsOf = (text: string): [id: string, value: string][] => {
  if (text === '') return [];
  const end = 4 + Number(text.slice(2, 4));
  return [[text.slice(0, 2), text.slice(4, end)], ...fieldsOf(text.slice(end))];
};

const example = { bankBin: '970403', accountNumber: '0011012345678', amountVnd: vnd(180_000), code: 'LP7K3M9Q2XWW' };

describe('a VietQR code', () => {
  test('says the account, the amount, and the code as bill number and purpose', () => {
    expect(fieldsOf(toVietQr(example))).toEqual([
      ['00', '01'],
      ['01', '12'],
      ['38', '0010A00000072701270006970403011300110123456780208QRIBFTTA'],
      ['53', '704'],
      ['54', '180000'],
      ['58', 'VN'],
      ['62', '0112LP7K3M9Q2XWW0812LP7K3M9Q2XWW'],
      ['63', expect.stringMatching(/^[0-9A-F]{4}$/)],
    ]);
  });

  /** Published examples of the same kind, an account and an exact amount; their texts (62) are of another kind. */
  test.each([
    '00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA53037045405100005802VN62150811Chuyen tien630453E6',
    '00020101021238530010A0000007270123000697041601092576788590208QRIBFTTA5303704540410005802VN62150811Chuyen tien6304BBB8',
    '00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E',
  ])('has the form of %s', (published) => {
    const { consumer, amount } = new QRPay(published);
    const made = toVietQr({
      bankBin: consumer.bankBin ?? '',
      accountNumber: consumer.bankNumber ?? '',
      amountVnd: vnd(Number(amount)),
      code: 'LP7K3M9Q2XWW',
    });
    const upToText = ([id]: [string, string]) => Number(id) < 62;

    expect(fieldsOf(made).filter(upToText)).toEqual(fieldsOf(published).filter(upToText));
  });

  test('ends in the checksum that published codes end in', () => {
    const { consumer } = new QRPay(
      '00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F',
    );

    expect(QRPay.genCRCCode('123456789')).toBe('29B1');
    expect(consumer.bankNumber).toBe('257678859');
    const made = toVietQr(example);
    expect(made.slice(-4)).toBe(QRPay.genCRCCode(made.slice(0, -4)));
  });

  test('is read by the independent package as it was meant, and is one that it makes', () => {
    const digits = (length: { minLength: number; maxLength: number }) =>
      fc.array(fc.constantFrom(...Array.from('0123456789')), length).map((some) => some.join(''));
    const symbols = fc.array(fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')), {
      minLength: 10,
      maxLength: 10,
    });
    fc.assert(
      fc.property(
        fc.record({
          bankBin: digits({ minLength: 6, maxLength: 6 }),
          accountNumber: digits({ minLength: 4, maxLength: 19 }),
          amountVnd: fc.integer({ min: 1, max: 9_999_999_999_999 }).map(vnd),
          code: symbols.map((some) => `LP${some.join('')}`),
        }),
        (of) => {
          const read = new QRPay(toVietQr(of));

          expect(read).toMatchObject({
            isValid: true,
            initMethod: '12',
            currency: '704',
            nation: 'VN',
            amount: String(of.amountVnd),
            provider: { guid: 'A000000727', service: 'QRIBFTTA' },
            consumer: { bankBin: of.bankBin, bankNumber: of.accountNumber },
            additionalData: { billNumber: of.code, purpose: of.code },
          });
          expect(read.build()).toBe(toVietQr(of));
        },
      ),
    );
  });

  test('is not made of what does not fit', () => {
    expect(() => toVietQr({ ...example, accountNumber: '' })).toThrow(RangeError);
    expect(() => toVietQr({ ...example, code: 'X'.repeat(100) })).toThrow(RangeError);
  });

  test('that is cut or has a symbol changed is not valid to who reads it', () => {
    const made = toVietQr(example);
    fc.assert(
      fc.property(fc.nat(made.length - 1), fc.constantFrom(...Array.from('0123456789ABCDEF')), (index, symbol) => {
        const changed = made.slice(0, index) + symbol + made.slice(index + 1);

        expect(changed === made || !new QRPay(changed).isValid).toBe(true);
      }),
    );
  });
});
