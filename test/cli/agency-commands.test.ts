import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startMachine } from '../local/machine.ts';
import { atTerminalOf } from './at-terminal.ts';

const account = '970436:0011004123456';

/** One command after another, as an operator goes: what a test makes, the tests below it use. */
describe.skipIf(!isEmbeddedDynamodbAvailable())('an agency, at a terminal,', () => {
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
    expect(await lephi(['agency', 'list'])).toEqual({ code: 0, out: '', err: 'There are no agencies yet.' });
    expect(await lephiJson('agency', 'list')).toEqual({ code: 0, json: [] });
    expect(await lephi(['agency', 'show', 'H15'])).toEqual({
      code: 1,
      out: '',
      err: 'There is no agency H15.',
    });
  });

  test('is added and shown', async () => {
    const added = await lephi([
      'agency',
      'add',
      'H15',
      '--name',
      'Tỉnh Đắk Lắk',
      '--account',
      `${account}:Kho bạc: XV`,
    ]);

    expect(added).toMatchObject({ code: 0, err: '' });
    expect(await lephi(['agency', 'show', 'H15'])).toEqual(added);
    expect(added.out).toMatch(
      /^code {6}H15\nname {6}Tỉnh Đắk Lắk\nswitched {2}on\naccount {3}970436:0011004123456 {2}Kho bạc: XV\nchanged /,
    );
  });

  test('is changed, switched off and on, and listed', async () => {
    await lephi([
      'agency',
      'set',
      'H15',
      '--name',
      'Đắk Lắk',
      '--account',
      '970418:123456:Phí',
      '--by',
      'tran-thi-binh',
    ]);
    await lephi(['agency', 'set', 'H15', '--remove-account', '970418:123456']);

    expect(await lephi(['agency', 'switch-off', 'H15'])).toMatchObject({ code: 0, out: 'H15 is switched off.' });
    expect(await lephi(['agency', 'list'])).toMatchObject({ code: 0, out: 'H15  off  Đắk Lắk' });
    expect(await lephi(['agency', 'switch-on', 'H15'])).toMatchObject({ code: 0, out: 'H15 is switched on.' });
    expect(await lephiJson('agency', 'list')).toMatchObject({ json: [{ code: 'H15', enabled: true, version: 5 }] });
  });

  test('has a history that names who did what', async () => {
    const { json } = await lephiJson('agency', 'history', 'H15');
    const { out } = await lephi(['agency', 'history', 'H15']);

    const changes: { by: string; action: string }[] = json;

    expect(changes.map(({ by, action }) => `${by} ${action}`)).toEqual([
      'nguyen-van-an added',
      'tran-thi-binh changed',
      'nguyen-van-an changed',
      'nguyen-van-an switched-off',
      'nguyen-van-an switched-on',
    ]);
    expect(out.split('\n')[1]).toMatch(/^\d\d\/\d\d\/\d{4} \d\d:\d\d {2}changed {2}by tran-thi-binh$/);
  });

  test('is refused in the words of the options', async () => {
    const wrong = await lephi([
      'agency',
      'add',
      'h15',
      '--name',
      'x',
      '--account',
      '97:1:x',
      '--account',
      '970436:1:x',
    ]);

    expect(wrong).toEqual({
      code: 1,
      out: '',
      err: [
        'Some fields are not as they must be.',
        '  the agency code: is not an agency identifier code, such as H15.50.05.13 or 000.00.01.H57',
        '  --account, number 1, accountNumber: is not an account number',
        '  --account, number 2, accountNumber: is not an account number',
      ].join('\n'),
    });
  });

  test('is refused for machines too', async () => {
    expect(await lephiJson('agency', 'add', 'H15', '--name', 'x', '--by', ' ')).toMatchObject({
      code: 1,
      json: undefined,
      problem: { code: 'validation-failed', errors: [{ pointer: '/by', field: '--by' }] },
    });
    expect(await lephiJson('agency', 'add', 'H15', '--name', 'x')).toEqual({
      code: 1,
      problem: { code: 'already-exists', title: 'It exists already', detail: 'There is already agency H15.' },
    });
  });
});
