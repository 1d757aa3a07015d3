import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawCharactersMax } from '../../../lib/providers/provider.ts';
import { findSigningKey, readSignedQuery, sign, toSignedQuery } from '../../../lib/providers/vnpay-signature.ts';
import { hmacHex, paidFields, secret, signedText, signQuery } from './vnpay-example.ts';

const key = { id: 'key-2', secret };
const previousKey = { id: 'key-1', secret: 'last_year_secret' };

describe('the published vectors', () => {
  const data = 'vnp_Amount=10000&vnp_OrderInfo=Payment+for+order+%231234567890&vnp_TnxRef=1234567890';
  const signature =
    '7bb8160a5d2085a85b3267817a40ee4f770a335282f19714726e6fc6f28a64c75a1e7e9c1aa96f3cbda5ce44095088fb4cb2af66c596d2f655b0b53966312089';

  test('a payment of 100 đ is signed as published', () => {
    const fields = { vnp_TnxRef: '1234567890', vnp_OrderInfo: 'Payment for order #1234567890', vnp_Amount: '10000' };

    expect(toSignedQuery(fields)).toBe(data);
    expect(sign(data, { id: 'published', secret: 'YOUR_SECURE_SECRET' })).toBe(signature);
  });

  test('HMAC-SHA512 of a short text is as published', () => {
    expect(sign('data', { id: 'published', secret: 'secret' })).toBe(
      '6274071d33dec2728a2a1c903697fc1210b3252221c3d137e12d9f1ae5c8ed53e05e692b05a9eefff289667e2387c0fc0bd8a3d9bd7000782730c856a77a77d5',
    );
  });

  test('a published callback verifies', () => {
    const signed =
      'vnp_Amount=1000000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14422574&vnp_CardType=ATM&vnp_OrderInfo=Thanh+toan+don+hang+2024-05-21T02%3A17%3A31.249Z&vnp_PayDate=20240521091806&vnp_ResponseCode=00&vnp_TmnCode=TEST_TMN_CODE&vnp_TransactionNo=14422574&vnp_TransactionStatus=00&vnp_TxnRef=1716257871703';
    const hash =
      '649982421beb422556a1374713c74e58e716ecbd05007c0c0e1f7effdfaf361dbf146889ca446139afe11b9954c4d5c486e99e3b86fcfab6957f29eb0be72895';

    expect(readSignedQuery(`${signed}&vnp_SecureHash=${hash}`, [key])).toMatchObject({
      keyId: 'key-2',
      fields: { vnp_OrderInfo: 'Thanh toan don hang 2024-05-21T02:17:31.249Z', vnp_TxnRef: '1716257871703' },
    });
  });
});

describe('which key signed', () => {
  test('the current one, the previous one, or neither', () => {
    const keyOf = (signingSecret: string) =>
      readSignedQuery(signQuery(paidFields, signingSecret), [key, previousKey])?.keyId;

    expect(keyOf(key.secret)).toBe('key-2');
    expect(keyOf(previousKey.secret)).toBe('key-1');
    expect(keyOf('somebody_else')).toBeUndefined();
  });

  test('a previous key no longer counts once the account has let go of it', () => {
    expect(readSignedQuery(signQuery(paidFields, previousKey.secret), [key])).toBeUndefined();
  });

  test('the signature may be in large hex, and must be whole', () => {
    const signature = hmacHex('text');

    expect(findSigningKey('text', signature.toUpperCase(), [key])).toBe(key);
    expect(findSigningKey('text', signature.slice(1), [key])).toBeUndefined();
    expect(findSigningKey('text', `${signature}00`, [key])).toBeUndefined();
    expect(findSigningKey('text', `${signature.slice(0, -2)}zz`, [key])).toBeUndefined();
    expect(findSigningKey('text', '', [key])).toBeUndefined();
  });
});

describe('one query string, written in many ways', () => {
  const raw = signQuery(paidFields);
  const genuine = readSignedQuery(raw, [key]);

  test.each([
    ['as VNPAY writes it', raw],
    ['spaces as %20', raw.replaceAll('+', '%20')],
    ['escapes in small hex', signQuery({ ...paidFields, vnp_OrderInfo: 'a/b' }).replace('%2F', '%2f')],
    ['letters escaped that need not be', raw.replace('vnp_BankCode=NCB', 'vnp_BankCode=%4E%43%42')],
    ['a name escaped', raw.replace('vnp_BankCode', '%76np_BankCode')],
    ['in another order', raw.split('&').reverse().join('&')],
    ['with parameters that are not VNPAY’s', `utm_source=x&${raw}&fbclid=y&fbclid=z&flag`],
    ['with empty parameters', `${raw}&vnp_PromotionCode=&vnp_Note`],
    ['with the hash type of older versions', `${raw}&vnp_SecureHashType=HMACSHA512`],
    ['with ampersands to spare', `&${raw}&&`],
    ['with a large-hex signature', raw.replace(/[0-9a-f]{128}$/, (hex) => hex.toUpperCase())],
  ])('%s', (_, written) => {
    expect(genuine).toBeDefined();
    expect(readSignedQuery(written, [key])?.keyId).toBe('key-2');
  });

  test('characters on which encoders differ are signed in the form encoding, however they are sent', () => {
    const fields = { ...paidFields, vnp_OrderInfo: "a*b!c'd(e)f~g" };
    const encoded = signQuery(fields);

    expect(encoded).toContain('a*b%21c%27d%28e%29f%7Eg');
    expect(readSignedQuery(encoded, [key])?.fields).toEqual(fields);
    expect(readSignedQuery(encoded.replace('a*b%21c%27d%28e%29f%7Eg', "a%2Ab!c'd(e)f~g"), [key])?.fields).toEqual(
      fields,
    );
  });

  test('names are sorted by code unit, so capitals come before small letters', () => {
    expect(toSignedQuery({ vnp_b: '1', vnp_C: '2', vnp_A1: '3', vnp_A: '4' })).toBe('vnp_A=4&vnp_A1=3&vnp_C=2&vnp_b=1');
  });
});

describe('what is refused before any key is tried', () => {
  const raw = signQuery(paidFields);

  test.each([
    ['no query string', ''],
    ['no signature', signedText(paidFields)],
    ['an empty signature', `${signedText(paidFields)}&vnp_SecureHash=`],
    ['a parameter twice', `${raw}&vnp_Amount=13500000`],
    ['a parameter twice, once empty', `${raw}&vnp_Amount=`],
    ['a parameter twice, once escaped', `${raw}&vnp%5FAmount=1`],
    ['the signature twice', `${raw}&vnp_SecureHash=${hmacHex(signedText(paidFields))}`],
    ['an unfinished escape', `${raw}&x=%`],
    ['an escape that is no hex', `${raw}&x=%zz`],
    ['an escape that is no UTF-8', `${raw}&x=%ff`],
    ['letters that are not ASCII', `${raw}&x=é`],
    ['half a character', `${raw}&x=\ud800`],
    ['a space', `${raw}&x= `],
  ])('%s', (_, written) => {
    expect(readSignedQuery(written, [key, previousKey])).toBeUndefined();
  });

  test('one character over 16 kB, though the signature holds', () => {
    const padTo = (length: number) => {
      const short = signQuery({ ...paidFields, vnp_Padding: 'x' });
      return signQuery({ ...paidFields, vnp_Padding: 'x'.repeat(1 + length - short.length) });
    };

    expect(padTo(rawCharactersMax)).toHaveLength(16_384);
    expect(readSignedQuery(padTo(rawCharactersMax), [key])?.keyId).toBe('key-2');
    expect(readSignedQuery(padTo(rawCharactersMax + 1), [key])).toBeUndefined();
  });
});

describe('for any parameters', () => {
  const anyName = fc.stringMatching(/^vnp_[A-Za-z0-9_.]{1,12}$/).filter((name) => !name.startsWith('vnp_SecureHash'));
  const anyValue = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
  const anyFields = fc.dictionary(anyName, anyValue, { minKeys: 1, maxKeys: 12, noNullPrototype: true });

  /** Every character of a text that may be escaped, escaped or not as a list of choices says. */
  const encodeLoosely = (text: string, choices: readonly number[]): string =>
    [...text]
      .map((character, index) => {
        const choice = choices[index % choices.length] ?? 0;
        if (/[A-Za-z0-9*!'()~._-]/.test(character) && choice % 2 === 0) return character;
        if (character === ' ' && choice % 2 === 0) return '+';
        const escapes = Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        return choice % 3 === 0 ? escapes : escapes.toUpperCase();
      })
      .join('');

  test('what an independent signer signed verifies, in any order and any encoding, and reads as it was', () => {
    const anyChoices = fc.array(fc.nat(11), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(anyFields, anyChoices, fc.boolean(), (fields, choices, reversed) => {
        const pairs = Object.entries({ ...fields, vnp_SecureHash: hmacHex(signedText(fields)) });
        const written = pairs.map(
          ([name, value]) => `${encodeLoosely(name, choices)}=${encodeLoosely(value, choices)}`,
        );
        const raw = (reversed ? written.reverse() : written).join('&');

        expect(readSignedQuery(raw, [previousKey, key])).toEqual({ keyId: 'key-2', fields });
      }),
    );
  });

  test('what we sign is what an independent signer signs', () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        expect(toSignedQuery(fields)).toBe(signedText(fields));
        expect(sign(toSignedQuery(fields), key)).toBe(hmacHex(signedText(fields)));
      }),
    );
  });

  test('no other single character anywhere leaves the signature whole', () => {
    fc.assert(
      fc.property(anyFields, fc.nat(), fc.integer({ min: 0x21, max: 0x7e }), (fields, at, code) => {
        const raw = signQuery(fields);
        const place = at % raw.length;
        const other = String.fromCharCode(code);
        // Small and large hex are the same escape and the same signature, so only real changes count here.
        fc.pre(raw.charAt(place).toLowerCase() !== other.toLowerCase());

        expect(readSignedQuery(raw.slice(0, place) + other + raw.slice(place + 1), [key, previousKey])).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('no letter of a value can change its case', () => {
    const raw = signQuery(paidFields);
    const changed = raw.replace('vnp_BankCode=NCB', 'vnp_BankCode=NCb');

    expect(changed).not.toBe(raw);
    expect(readSignedQuery(changed, [key])).toBeUndefined();
  });

  test('no parameter can be taken away or added', () => {
    fc.assert(
      fc.property(anyFields, anyName, anyValue, (fields, name, value) => {
        const signature = hmacHex(signedText(fields));
        const withSignature = (changed: Record<string, string>) => `${signedText(changed)}&vnp_SecureHash=${signature}`;
        fc.pre(!(name in fields));
        const [first, ...rest] = Object.entries(fields);

        expect(first).toBeDefined();
        expect(readSignedQuery(withSignature(Object.fromEntries(rest)), [key])).toBeUndefined();
        expect(readSignedQuery(withSignature({ ...fields, [name]: value }), [key])).toBeUndefined();
      }),
    );
  });

  test('no text at all makes it throw', () => {
    const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 });
    const anyText = anyUnits.map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string(), fc.webQueryParameters()), (text) => {
        expect(readSignedQuery(text, [key, previousKey])).toBeUndefined();
      }),
    );
  });
});
