import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeBankDay } from '../../lib/use-cases/close-bank-day.ts';
import { getBankDay } from '../../lib/use-cases/read-reconciliation.ts';
import { mai } from '../samples.ts';
import { openDoubtful, openOf, saturday, unnamed } from '../lib/use-cases/resolution-world.ts';
import { atTerminalOf } from './at-terminal.ts';
import { serveDesk } from './desk-server.ts';

let data: string;
let server: Awaited<ReturnType<typeof serveDesk>>;
let { lephi, lephiJson } = atTerminalOf('');

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'lephi-desk-'));
  ({ lephi, lephiJson } = atTerminalOf(data));
});

afterEach(async () => {
  await server.close();
  await rm(data, { recursive: true });
});

const reason = ['--reason', 'Ngân hàng xác nhận'];

/** A day with a line of 135,000 đ that tells nothing, and a payment that no line shows. */
const open = async () => {
  const doubtful = await openDoubtful(unnamed(135_000));
  server = await serveDesk(doubtful.world);
  server.signIn(data, 'mai');
  const line = await openOf(doubtful.world, 'line-of-unknown-reference');
  const entry = await openOf(doubtful.world, 'missing-at-provider');
  return { ...doubtful, line, entry };
};

const approve = async (id: unknown) => {
  server.signIn(data, 'binh');
  const answer = await lephi(['desk', 'approve', String(id)]);
  server.signIn(data, 'mai');
  return answer;
};

test('what reconciliation found is listed, accepted, and taken back', async () => {
  const { line } = await open();
  expect((await lephi(['desk', 'list', '--class', 'line-of-unknown-reference'])).out).toContain(
    `discrepancy  135000 đ  ${line.id}`,
  );

  expect((await lephi(['desk', 'accept', line.id, ...reason])).out).toMatch(
    /^ended by +acceptance by Officer mai, .+: Ngân hàng xác nhận$/m,
  );
  expect((await lephiJson('desk', 'undo', line.id, ...reason)).json).toMatchObject({ status: 'open' });
  expect((await lephiJson('desk', 'undo', line.id, ...reason)).problem.code).toBe('not-at-desk');
});

test('a match is forced and taken back, each time by two officers', async () => {
  const { line, entry } = await open();
  const { json } = await lephiJson('desk', 'match', line.id, entry.id, ...reason);
  expect(json).toMatchObject({ kind: 'forced-match', discrepancyIds: [line.id, entry.id], amountVnd: 135_000 });
  expect((await approve(json.id)).out).toMatch(/^status +approved$/m);

  const undoing = await lephiJson('desk', 'undo-match', String(json.id), ...reason);
  expect((await approve(undoing.json.id)).out).toMatch(/^of match +DN\w{10}$/m);
  expect((await lephiJson('desk', 'undo-match', String(json.id), ...reason)).problem.code).toBe('not-at-desk');
});

test('a line is taken as a movement', async () => {
  const { line } = await open();
  const { json } = await lephiJson('desk', 'take-line', line.id, ...reason);
  await approve(json.id);

  expect((await lephi(['desk', 'list', '--class', 'unknown-reference'])).out).toContain('movement  135000 đ');
  const both = ['--order', 'LP7K3M9Q2XWW', '--refund', 'DN4T8B2W6R34'];
  expect((await lephi(['desk', 'take-line', line.id, ...both, ...reason])).err).toMatch(/--order: give orderId or/);
});

test('a closed day is opened again', async () => {
  const { world } = await open();
  const { counted } = await getBankDay(world.store, saturday);
  await closeBankDay(world, { by: mai, of: saturday, body: counted?.body ?? '' });
  const { accountId, side, on } = saturday;
  const { json } = await lephiJson('desk', 'reopen', accountId, side, on, ...reason);

  expect((await approve(json.id)).out).toMatch(RegExp(`^bank day +${accountId} ${side} ${on}$`, 'm'));
  expect(await getBankDay(world.store, saturday)).not.toHaveProperty('closed');
});
