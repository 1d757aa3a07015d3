import { describe, expect, test } from 'vitest';
import { fromBankTime, toBankTime } from '../../../local/sandbox-bank/bank-time.ts';

describe('a bank’s time', () => {
  test('is that of Viet Nam, also across midnight', () => {
    expect(toBankTime(Date.parse('2026-11-21T02:30:00Z'))).toBe('20261121093000');
    expect(toBankTime(Date.parse('2026-12-31T17:00:00Z'))).toBe('20270101000000');
    expect(fromBankTime('20261121093000')).toBe(Date.parse('2026-11-21T02:30:00Z'));
  });

  test.each(['20260231120000', '20261121240000', '2026112109300', '', 'yyyyMMddHHmmss'])('is not %j', (text) => {
    expect(fromBankTime(text)).toBeUndefined();
  });
});
