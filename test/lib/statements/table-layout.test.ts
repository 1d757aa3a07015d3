import { expect, test } from 'vitest';
import { fold, neededColumns, tryLayout } from '../../../lib/statements/table-layout.ts';
import { tableProfile } from './sample-statement.ts';

test('names are the same whatever their case, spaces and composition', () => {
  expect(fold('  SỐ  tham\nchiếu ')).toBe(fold('Số tham chiếu'.normalize('NFD')));
  expect(fold('Ghi nợ')).not.toBe(fold('Ghi no'));
});

test('a row names the columns when each is there by one of its names', () => {
  const needed = neededColumns(tableProfile({}));
  const row = ['stt', 'NGÀY GIAO DỊCH', 'Số CT', 'Số tham chiếu', 'Phát sinh nợ', 'Ghi có', 'Diễn giải'];
  const { layout, missing, twice } = tryLayout(row, needed);

  expect({ missing, twice }).toEqual({ missing: [], twice: [] });
  expect(Object.fromEntries(layout.at)).toEqual({
    bookedOn: 1,
    transactionId: 2,
    reference: 3,
    text: 6,
    in: 5,
    out: 4,
    'facts.sumOutVnd': 4,
    'facts.sumInVnd': 5,
  });
});

test('what is missing and what stands there twice is told', () => {
  const needed = neededColumns(tableProfile({}));
  const { missing, twice } = tryLayout(['Ngày GD', 'Ngày giao dịch', 'Ghi có', 'Ghi nợ', 'Số CT', 'Nội dung'], needed);

  expect(missing).toEqual([['reference', ['số tham chiếu']]]);
  expect(twice).toEqual(['bookedOn']);
});
