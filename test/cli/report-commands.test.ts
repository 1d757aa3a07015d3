import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeMemoryStore } from '../../lib/store/memory-store.ts';
import { makeResult } from '../lib/reports/sample-day.ts';
import {
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
} from '../lib/use-cases/reconciliation-world.ts';
import { putBankDay } from '../lib/use-cases/sample-bank-day.ts';
import { atTerminalOf } from './at-terminal.ts';
import { serveDesk } from './desk-server.ts';

let data: string;
let server: Awaited<ReturnType<typeof serveDesk>>;
let { lephi, lephiJson } = atTerminalOf('');

const openDay = async () => {
  const world = await openReconciliation({ store: makeMemoryStore() });
  const [shown] = [await payTold(world, 1), await payTold(world, 2)];
  nextMorning(world, dayNamed(0));
  await reconcileList(world, dayNamed(0), listOf(shown));
  return world;
};

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'lephi-report-'));
  ({ lephi, lephiJson } = atTerminalOf(data));
  const world = await openDay();
  await putBankDay(
    world.store,
    { side: 'bank' },
    Array.from({ length: 250 }, (_, index) => makeResult(`key-${index}`, 'matched', { statement: 7, lephi: 7 })),
  );
  server = await serveDesk(world);
  server.signIn(data, 'thanh');
});

afterEach(async () => {
  await server.close();
  await rm(data, { recursive: true });
});

const ofAccount = ['--account', 'ea-kao-vnpay', '--from', '2026-11-20', '--to', '2026-11-22'];

const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(join(data, file), 'utf8')).trimEnd().split('\r\n');

test('report overview writes how each day stands', async () => {
  const { code, out, err } = await lephi(['report', 'overview', ...ofAccount, '--out', 'tong-quan.csv']);
  const lines = await linesOf('tong-quan.csv');

  expect([code, out, err]).toEqual([0, `${join(data, 'tong-quan.csv')}  1 row`, '']);
  expect(lines[1]).toContain(
    'ea-kao-vnpay/provider/2026-11-21,vnpay.csv,2026-11-22,2026-11-21,1,Có chênh lệch,2,270000',
  );
  expect(lines.at(-1)).toContain('Tổng cộng');
});

test('report detail writes all pages into one workbook', async () => {
  const { code, json } = await lephiJson('report', 'detail', ...ofAccount, '--side', 'bank', '--out', 'chi-tiet.xlsx');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(join(data, 'chi-tiet.xlsx'));
  const [sheet] = workbook.worksheets;

  expect([code, json]).toEqual([0, { report: 'detail', format: 'xlsx', file: join(data, 'chi-tiet.xlsx'), rows: 250 }]);
  expect(sheet?.getCell('A2').value).toBe('Tài khoản: ea-kao-vnpay');
  expect(sheet?.getCell('J255').value).toBe(1_750);
  expect(sheet?.getCell('A256').value).toBe('Bằng chữ: Một nghìn bảy trăm năm mươi đồng');
});

test('report collections adds up what came, under whatever name the file has', async () => {
  expect((await lephi(['report', 'collections', ...ofAccount, '--format', 'csv', '--out', 'thu.txt'])).code).toBe(0);
  expect((await linesOf('thu.txt')).slice(1).map((line) => line.split(',').slice(-6).join(' '))).toEqual([
    '2 230000 0 0 0 230000',
    '2 40000 0 0 0 40000',
    '4 270000 0 0 0 270000',
  ]);
});

test('several accounts are one report', async () => {
  const twice = ['--account', 'ea-kao-vnpay', ...ofAccount];

  expect((await lephiJson('report', 'collections', ...twice, '--out', 'thu.csv')).json).toMatchObject({ rows: 2 });
  expect((await linesOf('thu.csv')).at(-1)).toContain('540000');
});

test('report discrepancies needs no account', async () => {
  const days = ['--from', '2026-11-20', '--to', '2026-11-22'];

  expect((await lephiJson('report', 'discrepancies', ...days, '--out', 'a.csv')).json).toMatchObject({ rows: 1 });
  expect((await linesOf('a.csv'))[1]).toContain('"Có ở Lephi, không có trên sao kê"');
  expect((await lephi(['report', 'discrepancies', ...days, '--side', 'treasury', '--out', 'b.csv'])).err).toBe(
    'Nothing was found: the report has no rows.',
  );
});

test('the same report is the same bytes', async () => {
  for (const file of ['one.xlsx', 'other.xlsx']) await lephi(['report', 'overview', ...ofAccount, '--out', file]);

  expect(await readFile(join(data, 'one.xlsx'))).toEqual(await readFile(join(data, 'other.xlsx')));
});

test('what cannot be made leaves no file behind', async () => {
  const unknown = await lephi(['report', 'detail', ...ofAccount.with(1, 'nobody'), '--out', 'x.csv']);
  const tooLong = await lephi(['report', 'overview', ...ofAccount.with(5, '2027-11-22'), '--out', 'x.xlsx']);

  expect([unknown.code, unknown.err]).toEqual([1, 'There is no such merchant account.']);
  expect([tooLong.code, tooLong.err]).toEqual([1, 'A report is of 100 days at most.']);
  expect((await readdir(data)).filter((file) => file.startsWith('x'))).toEqual([]);
});

test.each([
  [['report', 'detail', ...ofAccount, '--out', 'x.pdf'], 1],
  [['report', 'detail', ...ofAccount, '--out', 'x.csv', '--format', 'pdf'], 2],
  [['report', 'detail', ...ofAccount.with(3, '2026-02-30'), '--out', 'x.csv'], 2],
  [['report', 'detail', '--from', '2026-11-20', '--to', '2026-11-22', '--out', 'x.csv'], 2],
  [['report', 'detail', ...ofAccount], 2],
  [['report', 'detail', ...ofAccount, '--side', 'treasury', '--out', 'x.csv'], 2],
])('%j is refused', async (args, code) => {
  expect((await lephi(args)).code).toBe(code);
  expect(existsSync(join(data, 'x.csv'))).toBe(false);
});
