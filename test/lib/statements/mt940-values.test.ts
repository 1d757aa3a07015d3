import { describe, expect, test } from 'vitest';
import { joinLines, type Mt940Profile, readBalance, readEntry } from '../../../lib/statements/mt940-values.ts';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { profileNamed } from './sample-statement.ts';

const isMt940 = (profile: object): profile is Mt940Profile => 'format' in profile && profile.format === 'mt940';
const given = profileNamed('mt940');
if (!isMt940(given)) throw new Error('This is a profile of MT940.');

const sinkOf = () => {
  const problems = makeProblems();
  return { problems, line: () => undefined, header: () => undefined };
};

const entry = (text: string) => {
  const sink = sinkOf();
  const read = readEntry({ tag: '61', lines: [text, 'more'], line: 5 }, given, sink);
  return read ?? sink.problems.list().map(({ code, field }) => `${code} ${field!}`);
};

describe('an entry', () => {
  test.each([
    ['2611241124C135000,NTRFLP1//FT1', { direction: 'in', amountVnd: 135_000, bookedOn: '2026-11-24', status: 'paid' }],
    [
      '261124D135000,00NTRFLP1//FT1',
      { direction: 'out', bookedOn: '2026-11-24', reference: 'LP1', transactionId: 'FT1' },
    ],
    ['2611241124CD1,NTRFLP1//FT1', { direction: 'in', amountVnd: 1 }],
    ['2611241124RC1,NTRFLP1//FT1', { direction: 'out', status: 'reversed' }],
    ['2611241124RD1,NTRFLP1//FT1', { direction: 'in', status: 'reversed' }],
    ['2612310102C1,NTRFNONREF//FT1', { bookedOn: '2027-01-02', reference: undefined }],
    ['2701021231C1,NTRFLP1', { bookedOn: '2026-12-31', transactionId: undefined }],
    [
      '2611241124C1,S940HS/24/LONGER THAN SIXTEEN//00FT1',
      { reference: 'HS/24/LONGER THAN SIXTEEN', transactionId: '00FT1' },
    ],
  ])('%s is read', (text, wanted) => {
    expect(entry(text)).toMatchObject(wanted);
  });

  test.each([
    ['2611311131C1,NTRFX', ['not-a-day bookedOn']],
    ['2611241131C1,NTRFX', ['not-a-day bookedOn']],
    ['2611241124C1NTRFX', ['not-an-amount amount']],
    ['2611241124C1,50NTRFX', ['fractional-amount amount']],
    ['2611241124C0,NTRFX', ['zero-amount amount']],
    ['2611241124C1,2,3NTRFX', ['not-an-amount amount']],
    ['2611241124X1,NTRFX', ['malformed :61:']],
    ['', ['malformed :61:']],
  ])('%j is refused', (text, wanted) => {
    expect(entry(text)).toEqual(wanted);
  });
});

describe('a balance', () => {
  const balance = (text: string) => {
    const sink = sinkOf();
    const read = readBalance({ tag: '60F', lines: [text], line: 4 }, 'openingVnd', sink);
    return sink.problems.count() > 0 ? sink.problems.list().map(({ code }) => code) : read;
  };

  test.each([
    ['C261124VND1000000,', { amountVnd: 1_000_000, on: '2026-11-24' }],
    ['D261124VND5,00', { amountVnd: -5, on: '2026-11-24' }],
    ['D261124VND0,', { amountVnd: 0, on: '2026-11-24' }],
    ['C261124USD5,', ['wrong-currency']],
    ['C261131VND5,', ['not-a-day']],
    ['C261124VND5', ['not-an-amount']],
    ['C261124VND5,5', ['fractional-amount']],
    ['X261124VND5,', ['malformed']],
    ['C261124VND', ['malformed']],
  ])('%s is %j', (text, wanted) => {
    expect(balance(text)).toEqual(wanted);
  });
});

test('a full line of text goes on in the next, a shorter one ends with a word', () => {
  const full = 'x'.repeat(65);

  expect(joinLines([full, 'yz', 'và'])).toBe(`${full}yz và`);
  expect(joinLines(['Nộp phí'])).toBe('Nộp phí');
});
