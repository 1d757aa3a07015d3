import { expect, test } from 'vitest';
import { stateOf, stateWords } from '../../../lib/reports/side-state.ts';
import { everyClass } from './sample-day.ts';

test('each class has its state, by whether anybody still waits for it', () => {
  const states = everyClass.map((result) => [result.class, stateWords[stateOf(result)]]);

  expect(Object.fromEntries(states)).toEqual({
    'amount-differs': '02 Lệch số tiền',
    'missing-at-provider': '03 Không tìm thấy',
    matched: '01 Khớp',
    'carried-over': '01 Khớp',
    'refund-paid': '01 Khớp',
    reversed: '01 Khớp',
    'missing-at-lephi': '03 Không tìm thấy',
    'unknown-reference': '03 Không tìm thấy',
    'duplicate-line': '03 Không tìm thấy',
    'failed-line': '01 Khớp',
    'bank-charge': '01 Khớp',
    sweep: '01 Khớp',
    'not-ours': '01 Khớp',
  });
});

test('where no run has looked, nothing is reconciled', () => {
  expect(stateWords[stateOf(undefined)]).toBe('00 Chưa đối soát');
});
