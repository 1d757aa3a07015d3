import { describe, expect, test } from 'vitest';
import { check, figuresOf, problemsOf, profileNamed, seededSample } from './sample-statement.ts';
import { mt940, mt940Head } from './write-messages.ts';

const profile = profileNamed('mt940');
const sample = seededSample(5, 6);
const whole = mt940(sample);
const paged = mt940(sample, 3);

test('an MT940 says account, number and balances, over all of its pages', async () => {
  const header = {
    account: '0011004123456',
    number: '7',
    openingVnd: 1_000_000,
    closingVnd: figuresOf(sample).closingVnd,
    to: '2026-11-24',
  };

  for (const text of [whole, paged])
    expect((await check(text, profile)).outcome).toMatchObject({ verdict: 'passed', header });
});

test('an entry without a text is a line all the same', async () => {
  const { lines, outcome } = await check(whole.replaceAll(/:86:.*\r\n/g, ''), profile);

  expect(outcome.verdict).toBe('passed');
  expect(lines.map(({ text }) => text)).toEqual(sample.lines.map(() => undefined));
});

test('what stands behind the closing balance is no text of a line', async () => {
  const { lines, outcome } = await check(whole.replace('-}', ':64:C261124VND1,\r\n:86:TOTAL\r\n-}'), profile);

  expect(outcome.verdict).toBe('passed');
  expect(lines.at(-1)?.text).toBe(sample.lines.at(-1)?.text);
});

describe('an MT940 is refused', () => {
  const [first = '', second = '', third = ''] = paged.split(/(?<=-\}\r\n)/);
  test.each([
    ['with nothing in it', '', ['truncated closingVnd']],
    ['without its closing balance', whole.replace(/:62F:.*\r\n/, ''), ['truncated closingVnd']],
    ['with another statement behind it', whole + whole, [expect.stringMatching(/^second-statement /)]],
    ['without its first page', second + third, ['missing-page 4']],
    ['without the page between', first + third, [expect.stringMatching(/^missing-page /)]],
    ['without its last page', first + second, ['truncated closingVnd']],
    [
      'when a page opens with another balance',
      paged.replace(/(:60M:.\d+VND)/, '$19'),
      [expect.stringMatching(/^balance-differs /)],
    ],
    ['when its closing balance lies', whole.replace(/(:62F:.\d+VND)/, '$19'), ['balance-differs closingVnd']],
    ['without its opening balance', whole.replace(/:60F:.*\r\n/, ''), ['missing openingVnd']],
    ['when a message begins within another', mt940Head(sample) + whole, ['truncated 6 closingVnd']],
    ['when an entry stands before its head', ':61:2611241124C1,NTRFX\r\n', ['malformed 1']],
    [
      'when an entry stands behind its end',
      `${whole}:61:2611241124C1,NTRFX\r\n`,
      [expect.stringMatching(/^malformed /)],
    ],
    ['when its number is none', whole.replace(':28C:7/1', ':28C:x'), ['malformed 4 number']],
  ])('%s', async (_, text, wanted) => {
    expect(await problemsOf(text, profile)).toEqual(wanted);
  });
});
