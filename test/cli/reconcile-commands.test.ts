import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReconciledDay, type ReconciledDay } from '../lib/http/reconciliation-calls.ts';
import { bring, listOf, payUntold } from '../lib/use-cases/reconciliation-world.ts';
import { atTerminalOf } from './at-terminal.ts';
import { serveDesk } from './desk-server.ts';

let data: string;
let day: ReconciledDay;
let server: Awaited<ReturnType<typeof serveDesk>>;
let { lephi, lephiJson } = atTerminalOf('');

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'lephi-reconcile-'));
  ({ lephi, lephiJson } = atTerminalOf(data));
  day = await openReconciledDay();
  server = await serveDesk(day.world);
  server.signIn(data, 'mai');
});

afterEach(async () => {
  await server.close();
  rmSync(data, { recursive: true });
});

const write = (name: string, text: string): string => {
  writeFileSync(join(data, name), text);
  return name;
};

const named = (): readonly [string, string, string] => [day.of.accountId, day.of.side, day.of.on];

const options = (): readonly string[] => {
  const [account, side, on] = named();
  return ['--account', account, '--side', side, '--on', on];
};

describe('reconcile', () => {
  test('brings a statement, heals, and prints the equation of the run that counts', async () => {
    const untold = { ...(await payUntold(day.world, 3)), at: day.shown.at };
    const file = write('vnpay.csv', listOf(day.shown, day.missing, untold));
    const { code, out, err } = await lephi(['reconcile', file, ...options()]);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^run +3, done, because there was news$/m);
    expect(out).toMatch(/^matched +3 +405\.000 +405\.000$/m);
    expect(out).toMatch(/^lephi, of-day +3 +405\.000$/m);
    expect(out).toContain('It balances. Nothing is open.');
  });

  test('tells that the same bytes had come before, and shows what is open', async () => {
    const { code, out, err } = await lephi(['reconcile', write('again.csv', day.list), ...options()]);

    expect(code).toBe(0);
    expect(err).toBe('Run 1 had these very bytes before.');
    expect(out).toMatch(/^missing-at-provider +1 +0 +135\.000$/m);
    expect(out).toMatch(/^missing-at-provider {2}2026-11-21 {2}[0-9a-f]{32} {2}LP\w{10} +0 +135\.000$/m);
    expect(out).toContain('It balances. 1 open.');
  });

  test('says of a refused file where it is wrong, and uses nothing of it', async () => {
    const file = write('broken.csv', day.list.replace(/\n(?=LP)/, '\nx,'));
    const { code, err, out } = await lephi(['reconcile', file, ...options()]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^The statement is refused: none of its lines is used\.\n {2}line 2, at: it is not a day; found "00"$/,
    );
    const { problem } = await lephiJson('reconcile', file, ...options());
    expect(problem).toMatchObject({ code: 'statement-quarantined', problems: [{ code: 'not-a-day', line: 2 }] });
    expect((await lephiJson('reconcile', '--show', ...options())).json).toMatchObject({ bankDay: { runs: 1 } });
  });

  test('shows a day without a file, to whoever may read', async () => {
    server.signIn(data, 'thanh');
    const { json } = await lephiJson('reconcile', '--show', ...options());

    expect(json).toMatchObject({
      bankDay: { on: day.of.on, counted: { run: 1, bodySha256: day.body } },
      run: { number: 1, status: 'done' },
      discrepancies: [{ foundAs: 'missing-at-provider', lephiVnd: 135_000 }],
    });
    expect(await lephi(['reconcile', write('a.csv', ''), ...options()])).toMatchObject({
      code: 1,
      err: 'It takes the role finance-officer.',
    });
  });

  test('names the place in the bucket for a long file, and says what is missing in a command', async () => {
    const long = write('long.csv', 'x'.repeat(4 * 1024 * 1024 + 1));

    expect((await lephi(['reconcile', long, ...options(), '--from', '2026-11-20'])).err).toContain(
      `incoming/${day.of.accountId}/provider/2026-11-20..2026-11-21/long.csv`,
    );
    expect(await lephi(['reconcile', 'nothing.csv', ...options()])).toMatchObject({ code: 1 });
    expect(await lephi(['reconcile', long])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Name the bank day with --account, --side and --on.'),
    });
    expect((await lephi(['reconcile', ...options()])).code).toBe(2);
    expect((await lephi(['reconcile', long, ...options().slice(0, -1), 'today'])).code).toBe(2);
    expect((await lephi(['reconcile', long, '--side', 'ours'])).code).toBe(2);
  });
});

describe('replay', () => {
  test('makes the same bytes of the same files', async () => {
    const { code, json } = await lephiJson('replay', ...named());

    expect(code).toBe(0);
    expect(json).toMatchObject({ same: true, found: { body: day.body }, recorded: { body: day.body } });
  });

  test('does so in a folder without a Lephi, and tells what differs', async () => {
    expect((await lephi(['replay', ...named(), '--run', '1', '--out', 'run-1'])).code).toBe(0);
    await server.close();

    expect(readdirSync(join(data, 'run-1')).sort()).toEqual(['sidecar.json', 'snapshot', 'statement', 'terms.json']);
    expect(await lephi(['replay', 'run-1'])).toMatchObject({ code: 0, out: expect.stringContaining(day.body) });
    writeFileSync(join(data, 'run-1', 'statement'), listOf(day.shown, day.missing));
    const { code, out, err } = await lephi(['replay', 'run-1']);
    expect({ code, err }).toEqual({ code: 1, err: 'Another statement, another body than the sidecar names.' });
    expect(out).toMatch(/^snapshot +[0-9a-f]{64} {2}same$/m);
    expect(out).toMatch(/^body +[0-9a-f]{64} {2}DIFFERS$/m);
    server = await serveDesk(day.world);
  });

  test('says what is not there', async () => {
    expect((await lephi(['replay', 'nothing'])).err).toContain('There is no file');
    expect((await lephi(['replay', ...named(), '--run', '9'])).err).toBe('There is no such run.');
    expect(await lephi(['replay', day.of.accountId, 'provider'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Name account, side and day, or a folder.'),
    });
    expect((await lephi(['replay', ...named(), '--run', '0'])).code).toBe(2);
  });
});

describe('reconcile --offline', () => {
  test('writes the very report of the run, which can be replayed', async () => {
    await lephi(['replay', ...named(), '--out', 'run']);
    await server.close();
    const files = ['--snapshot', 'run/snapshot', '--terms', 'run/terms.json'];
    const { code, json } = await lephiJson('reconcile', 'run/statement', '--offline', ...files, '--out', 'report');

    expect({ code, json }).toMatchObject({ code: 0, json: { body: day.body, summary: { balanced: true } } });
    expect(readFileSync(join(data, 'report', 'body'), 'utf8')).toContain(day.missing.reference);
    expect(JSON.parse(readFileSync(join(data, 'report', 'sidecar.json'), 'utf8'))).toMatchObject({
      format: 'lephi-sidecar/1',
      hashes: { body: day.body },
    });
    server = await serveDesk(day.world);
  });

  test('refuses a statement that does not pass, and terms that are none', async () => {
    await lephi(['replay', ...named(), '--out', 'run']);
    const refused = ['reconcile', write('x.csv', 'nothing'), '--offline', '--snapshot', 'run/snapshot'];

    expect(await lephi([...refused, '--terms', 'run/terms.json', '--out', 'report'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('The statement is refused'),
    });
    expect(await lephi([...refused, '--terms', 'run/snapshot', '--out', 'report'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not JSON'),
    });
    expect((await lephi([...refused, '--out', 'report'])).err).toContain('--snapshot, --terms and --out');
  });
});

describe('close', () => {
  test('closes a day on the report that was seen, once, and takes nothing more', async () => {
    const { out } = await lephi(['close', ...named(), '--report', day.body]);

    expect(out).toMatch(/^closed +by Officer mai, /m);
    expect((await lephi(['close', ...named(), '--report', day.body])).code).toBe(0);
    expect(await lephi(['reconcile', write('late.csv', listOf()), ...options()])).toMatchObject({
      code: 1,
      err: 'The bank day is closed.',
    });
  });

  test('refuses a report that counts no more, and a day that is being reconciled', async () => {
    expect((await lephi(['close', ...named(), '--report', '0'.repeat(64)])).err).toBe(
      'This is not the report that counts now.',
    );
    expect((await lephi(['close', ...named(), '--report', 'x'])).err).toContain('--report: ');
    await bring(day.world, day.of, listOf());
    expect((await lephiJson('close', ...named(), '--report', day.body)).problem).toMatchObject({
      code: 'run-under-way',
    });
  });

  test('lasts until two officers open the day again', async () => {
    await lephi(['close', ...named(), '--report', day.body]);
    const { json } = await lephiJson('desk', 'reopen', ...named(), '--reason', 'Sao kê gửi lại');

    expect(json).toMatchObject({ kind: 'reopening', status: 'requested', bankDay: day.of });
    server.signIn(data, 'binh');
    await lephi(['desk', 'approve', String(json.id)]);
    expect((await lephi(['reconcile', '--show', ...options()])).out).not.toMatch(/^closed/m);
  });
});

describe('reconciliation', () => {
  test('lists what is open and shows one of them', async () => {
    const list = ['reconciliation', 'discrepancies', '--class', 'missing-at-provider'];
    const { json } = await lephiJson(...list, '--min-vnd', '135000');
    const [{ id }] = json.items;

    expect((await lephi([...list, '--max-vnd', '134999'])).err).toBe('Nothing is open.');
    expect((await lephi([...list, '--older-than-days', '1'])).err).toBe('Nothing is open.');
    const { out } = await lephi(['desk', 'show', id]);
    expect(out).toMatch(/^class +missing-at-provider, open$/m);
    expect(out).toMatch(/^would close it +carry-on$/m);
    expect((await lephi(['desk', 'show', 'f'.repeat(32)])).err).toBe('There is no such discrepancy.');
    expect((await lephi(['reconciliation', 'discrepancies', '--class', 'matched'])).code).toBe(2);
  });

  test('shows a payment three ways', async () => {
    const { out } = await lephi(['reconciliation', 'payment', day.shown.order.id]);

    expect(out).toMatch(/^amount +135\.000, paid$/m);
    expect(out).toMatch(/^provider +matched, 2026-11-21, run 1$/m);
    expect((await lephi(['reconciliation', 'payment', 'LP0000000000'])).err).toBe('There is no such order.');
  });
});
