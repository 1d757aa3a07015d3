import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startMachine } from '../local/machine.ts';
import { atTerminalOf } from './at-terminal.ts';

/** One command after another, as an operator goes: what a test makes, the tests below it use. */
describe.skipIf(!isEmbeddedDynamodbAvailable())('the calendar, at a terminal,', () => {
  let machine: Awaited<ReturnType<typeof startMachine>>;
  let { lephi, lephiJson } = atTerminalOf('');

  beforeAll(async () => {
    machine = await startMachine();
    ({ lephi, lephiJson } = atTerminalOf(machine.dataFolder));
  });

  afterAll(async () => {
    await machine.stop();
  });

  test('is not there at first', async () => {
    expect(await lephi(['calendar', 'show'])).toMatchObject({ code: 1, err: 'There is no calendar vietnam.' });
  });

  test('is set from what Lephi brings, and shown', async () => {
    const set = await lephi(['calendar', 'set', 'vietnam']);

    expect(set).toMatchObject({ code: 0, err: '' });
    expect(await lephi(['calendar', 'show'])).toEqual(set);
    expect(set.out).toContain('\n2026-11-24  off     Ngày Văn hóa Việt Nam\n');
    expect(set.out).toContain('\n2026-08-22  worked  ');
  });

  test('is set from a file, and its history told', async () => {
    const calendar = { years: [2028], daysOff: [], workedWeekends: [], source: 'a test' };
    writeFileSync(join(machine.dataFolder, '2028.json'), JSON.stringify(calendar));

    expect(await lephiJson('calendar', 'set', '2028.json')).toMatchObject({
      code: 0,
      json: { ...calendar, version: 2 },
    });
    expect((await lephi(['calendar', 'history'])).out).toMatch(
      /added {2}by nguyen-van-an\n.*changed {2}by nguyen-van-an$/,
    );
  });

  test('that is wrong is refused where it is wrong', async () => {
    const calendar = {
      years: [2028],
      daysOff: [{ on: '2027-01-01', name: 'x' }],
      workedWeekends: [],
      source: 'a test',
    };
    writeFileSync(join(machine.dataFolder, 'wrong.json'), JSON.stringify(calendar));

    expect(await lephi(['calendar', 'set', 'wrong.json'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('daysOff, number 1, on: is not in one of the years of this calendar'),
    });
  });
});
