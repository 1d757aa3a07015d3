import { BanksObject } from 'vietnam-qr-pay';
import { expect, test } from 'vitest';
import { bankName } from '../../../lib/domain/bank-names.ts';

/** Letters and digits alone, in small. */
const bare = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]|bank/g, '');

test('every bank that an independent package knows has a name that tells it', () => {
  const banks = Object.values(BanksObject).filter(({ bin }) => /^\d{6}$/.test(bin));
  const unlike = banks.flatMap(({ bin, shortName, code }) => {
    const own = bare(bankName(bin) ?? '');
    return own !== '' && [shortName, code].some((name) => own.includes(bare(name)) || bare(name).includes(own))
      ? []
      : [`${bin} ${code} ${shortName}: ${bankName(bin)}`];
  });

  expect(banks.length).toBeGreaterThan(50);
  expect(unlike).toEqual([]);
});

test('a BIN that nobody knows has no name', () => {
  expect([bankName('000000'), bankName('toString')]).toEqual([undefined, undefined]);
});
