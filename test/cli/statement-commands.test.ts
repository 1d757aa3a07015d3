import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runLephi } from '../../cli/lephi.ts';
import { seededSample } from '../lib/statements/sample-statement.ts';
import { dailyBankJson } from '../lib/statements/write-messages.ts';
import { bankCsv, bankXlsx } from '../lib/statements/write-tables.ts';
import { textOf } from '../tracked-files.ts';
import { runAtTerminal } from './at-terminal.ts';

describe('a statement, checked at a terminal,', () => {
  let folder = '';
  const sample = seededSample(1, 7);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lephi-statement-'));
    const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
    await write('sao-ke.csv', bankCsv(sample));
    await write('sao-ke.xlsx', await bankXlsx(sample));
    await write('sai.csv', bankCsv(sample).replace('24/11/2026,', '31/11/2026,').replace(',533,', ',"533,5",'));
    await write('ngay.json', dailyBankJson({ ...sample, lines: [] }).replace('24/11', '25/11'));
    await write('ours.json', textOf('local/statement-profiles/bank-csv.json').replace('"bank-csv"', '"ours"'));
    await write('typo.json', textOf('local/statement-profiles/bank-csv.json').replace('"delimiter"', '"delimeter"'));
    await write('broken.json', '{');
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const check = (...args: string[]) => runAtTerminal(['statement', 'check', ...args], { folder });

  test('shows what would move the cursor or turn a text around, and does not do it', async () => {
    const [line] = sample.lines;
    const turned = { ...sample, lines: [{ ...line!, text: 'Nộp\u202e phí' }] };
    await writeFile(join(folder, 'turned.csv'), bankCsv(turned));

    expect((await check('turned.csv', '--profile', 'bank-csv')).out).toContain('Nộp\\u{202e} phí');
  });

  test('is told with its sums, its balance and its first lines, without any Lephi', async () => {
    const { code, out, err } = await check(
      'sao-ke.csv',
      '--profile',
      'bank-csv',
      '--account',
      '0011004123456',
      '--on',
      '2026-11-24',
    );

    expect({ code, err }).toEqual({ code: 0, err: 'It passes. Nothing was stored: this was a dry run.' });
    expect(out).toMatchInlineSnapshot(`
      "file       sao-ke.csv
      profile    bank-csv (csv)
      SHA-256    c669cfdd8ebe3265af83f522b36dbc0a35645d629244c79604fddea90697e9da
      account    0011004123456
      days       2026-11-24
      number     not named
      own count  not named
      lines      7
      in         10,001,967,731 VND
      out        135,533 VND
      balance    1,000,000 VND + 10,001,967,731 VND - 135,533 VND = 10,002,832,198 VND
        1  2026-11-24  in   9,999,999,999 VND  00APQMKRBD6LG3  LP81TNAV0KUH  "@SUM(1) H15.50.05.13-261121-0975"
        2  2026-11-24  in   135,000 VND  007GP9Z2AMFKT3  LP6692UQXP5S  "\\"ngoặc kép\\" ĐƯỜNG số 7, quận 1"
        3  2026-11-24  out  533 VND  00LGVR7G8UGTU3  LPSML67MKCR3  "@SUM(1) Nộp lệ phí hồ sơ"
        4  2026-11-24  in   633 VND  00BPU21G4GLSN9  LPBWSU9QBAPF  "@SUM(1)"
        5  2026-11-24  out  135,000 VND  00WMTEFUF1MQUZ  LPWHZH9RK9UF  "\\"ngoặc kép\\" kết chuyển"  sweep"
    `);
  });

  test('is the same in another format, and for a machine', async () => {
    const { code, out } = await check('sao-ke.xlsx', '--profile', 'bank-xlsx', '--json');
    const csv = await check('sao-ke.csv', '--profile', './ours.json', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ verdict: 'passed', totals: JSON.parse(csv.out).totals });
    expect(JSON.parse(out).firstLines).toHaveLength(5);
  });

  test('is refused with the place, the field and the reason of each problem', async () => {
    expect(await check('sai.csv', '--profile', 'bank-csv')).toMatchInlineSnapshot(`
      {
        "code": 1,
        "err": "The statement is refused: none of its lines would be used.",
        "out": "file     sai.csv
      profile  bank-csv (csv)
      SHA-256  c38471b6b367b466731ff2074ecb64d6b3c03a9d2b94d74d26d5727c708a282d
        line 7, bookedOn: it is not a day; found "31/11/2026"
        line 9, amount: the đồng has no fractions; found "533,5"",
      }
    `);
    expect(
      await check('ngay.json', '--profile', 'daily-bank', '--on', '2026-11-24', '--previous-number', '7'),
    ).toMatchObject({
      code: 1,
      out: expect.stringContaining('the file, number: it is missing'),
    });
  });

  test('is refused for a machine as one document on each output', async () => {
    const { code, out, err } = await check('sai.csv', '--profile', 'bank-csv', '--json');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'refused',
      problemCount: 2,
      problems: [{ line: 7 }, { line: 9 }],
    });
    expect(JSON.parse(err)).toMatchObject({ code: 'statement-refused' });
  });

  test.each([
    ['a file that is not there', ['none.csv', '--profile', 'bank-csv'], 'There is no file'],
    ['a folder', ['.', '--profile', 'bank-csv'], 'There is no file'],
    ['a profile that is not there', ['sao-ke.csv', '--profile', 'bank'], 'There is no profile bank'],
    ['a profile that is a path', ['sao-ke.csv', '--profile', '../statement-profiles/bank-csv'], 'There is no profile'],
    ['a profile file that is not there', ['sao-ke.csv', '--profile', 'none.json'], 'There is no file'],
    ['a profile that is no JSON', ['sao-ke.csv', '--profile', 'broken.json'], 'is not JSON'],
    ['a typo in a profile', ['sao-ke.csv', '--profile', 'typo.json'], '--profile, delimeter: is not a name known here'],
  ])('fails in words with %s', async (_, args, says) => {
    const { code, out, err } = await check(...args);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(says);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test.each([
    [['sao-ke.csv'], "required option '--profile <name>' not specified"],
    [['sao-ke.csv', '--profile', 'bank-csv', '--on', '24/11/2026'], 'It is a day, such as 2026-11-24.'],
    [['sao-ke.csv', '--profile', 'bank-csv', '--previous-number', 'x'], 'It is a number.'],
  ])('is not even opened by %j', async (args, says) => {
    const { code, err } = await check(...args);

    expect(code).toBe(2);
    expect(err).toContain(says);
  });

  test('is read with its progress, for a person who waits', async () => {
    const shown: string[] = [];
    const nothing = (): void => undefined;
    await runLephi(['statement', 'check', 'sao-ke.csv', '--profile', 'bank-csv'], {
      print: nothing,
      note: nothing,
      progress: (text) => shown.push(text),
      wait: async () => undefined,
      input: Readable.from(['']),
      folder,
      user: 'nguyen-van-an',
    });

    expect(shown).toEqual([`${'█'.repeat(20)} 100 %  sao-ke.csv`, '']);
  });
});

test('the profiles that Lephi brings are listed with their sources', async () => {
  const { code, out } = await runAtTerminal(['statement', 'profiles']);

  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual([
    'bank-csv',
    'bank-xlsx',
    'camt053',
    'camt054',
    'daily-bank',
    'daily-treasury',
    'mt940',
    'vnpay-csv',
  ]);
});
