import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepSession } from '../../cli/officer-session.ts';
import { minuteMs } from '../../lib/domain/time.ts';
import { pressButton } from '../../local/demo/page.ts';
import { makeTranscript } from '../../local/demo/transcript.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { startLephi } from '../../local/lephi.ts';
import type { RunningLephi } from '../../local/running-lephi.ts';
import { readSandboxSettings } from '../../local/sandbox/child-process.ts';
import { type PortalSettings, portalSettingsSchema } from '../../local/sandbox-portal/settings.ts';
import { atTerminalOf } from '../cli/at-terminal.ts';
import { signInAs } from './sandbox-issuer/sign-in.ts';
import { sweepIn } from './sweep-in.ts';

const reason = 'Nộp thừa';

/** The sandbox bank says for three seconds that a refund is on its way, and then that it is done. */
const bankTakesMs = 3_500;

describe.skipIf(!isEmbeddedDynamodbAvailable())('the desk of a whole Lephi', () => {
  let dataFolder: string;
  let lephi: RunningLephi;
  let portal: PortalSettings;
  let stop: () => Promise<void>;
  let tokens: Record<'mai' | 'binh' | 'thanh', string>;
  let orderId: string;
  const complaints: string[] = [];
  const complain = (line: string): void => void complaints.push(line);

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'lephi-desk-'));
    delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
    ({ lephi, stop } = await startLephi({ port: 0, dataFolder, fresh: false }, { tell: complain, onLoss: complain }));
    ({ portal } = readSandboxSettings(dataFolder, portalSettingsSchema));
    const signIn = (officer: string) => signInAs(lephi.issuerOrigin, officer);
    tokens = { mai: await signIn('mai'), binh: await signIn('binh'), thanh: await signIn('thanh') };
  });

  afterAll(async () => {
    await stop();
    await rm(dataFolder, { recursive: true });
  });

  const send = async (path: string, token: string, options: { body?: unknown; key?: string; method?: string } = {}) => {
    const { body, key, method = body === undefined ? 'GET' : 'POST' } = options;
    const answer = await fetch(`${lephi.origin}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: JSON.parse(await answer.text()) };
  };

  const asPortal = (path: string, body?: unknown) =>
    send(path, portal.clientKey, body === undefined ? {} : { body, key: 'desk' });

  /** A citizen pays an order of the sandbox portal at the sandbox bank. */
  const payAnOrder = async (): Promise<string> => {
    const { kind, feeCode, name, amountVnd, budgetCode, procedureCode } = portal.fees[0]!;
    const { json: order } = await asPortal('/v1/orders', {
      agencyCode: portal.agencyCode,
      dossierCode: `${portal.agencyCode}-261124-0042`,
      procedureCode,
      obligor: { name: 'Nguyễn Văn An' },
      lines: [{ kind, feeCode, name, amountVnd, budgetCode }],
      beneficiaryAccount: portal.beneficiaryAccount,
    });
    const transcript = makeTranscript(() => undefined);
    const pay = pressButton(await transcript.send(order.checkoutUrl), 'demo-vnpay');
    const sent = await transcript.send(pay.url, pay.request);
    const success = pressButton(await transcript.send(sent.location), 'success');
    await transcript.send(success.url, success.request);
    const path = `/v1/orders/${String(order.id)}`;
    await expect.poll(async () => (await asPortal(path)).json.status, { timeout: 20_000 }).toBe('paid');
    return order.id;
  };

  const refundOf = async (proposalId: string): Promise<unknown> =>
    (await send(`/v1/desk/proposals/${proposalId}`, tokens.thanh)).json.refund?.status;

  test('refunds a payment that one officer asks for and another approves, at the bank itself', async () => {
    orderId = await payAnOrder();
    const body = { kind: 'refund', orderId, amountVnd: 1000, reason };
    const asked = await send('/v1/desk/proposals', tokens.mai, { body, key: 'refund-1' });
    expect(asked).toMatchObject({ status: 201, json: { status: 'requested', askedBy: { name: 'Nguyễn Thị Mai' } } });
    const path = `/v1/desk/proposals/${String(asked.json.id)}`;

    // Who asked cannot approve, who may only read neither, and who asks and may approve not the same thing.
    expect(await send(`${path}/approve`, tokens.mai, { method: 'POST' })).toMatchObject({
      status: 403,
      json: { code: 'not-allowed' },
    });
    expect((await send(`${path}/approve`, tokens.thanh, { method: 'POST' })).json.code).toBe('not-allowed');
    const own = await send('/v1/desk/proposals', tokens.binh, { body, key: 'refund-2' });
    expect(
      await send(`/v1/desk/proposals/${String(own.json.id)}/approve`, tokens.binh, { method: 'POST' }),
    ).toMatchObject({
      status: 403,
      json: { code: 'same-officer' },
    });

    expect((await send(`${path}/approve`, tokens.binh, { method: 'POST' })).json).toMatchObject({
      status: 'approved',
      decidedBy: { name: 'Trần Quốc Bình' },
      refund: { status: 'reserved', way: 'provider' },
    });
    await sweepIn(0, lephi, complain);
    await expect.poll(() => refundOf(asked.json.id), { timeout: 20_000 }).toBe('sent');
    await sleep(bankTakesMs);
    await sweepIn(6 * minuteMs, lephi, complain);

    const shown = (await send(path, tokens.thanh)).json;
    expect(shown).toMatchObject({ refund: { status: 'done', amountVnd: 1000 }, failed: false });
    expect(shown.answers.length).toBeGreaterThanOrEqual(2);
    expect((await asPortal(`/v1/orders/${orderId}`)).json).toMatchObject({
      status: 'part-refunded',
      refundedVnd: 1000,
    });
    const bank = await (await fetch(`${lephi.bankOrigin}/transactions.json`)).json();
    expect(bank).toMatchObject({ moneyRefundedVnd: 1000, transactions: [{ refunds: [{ amountVnd: 1000 }] }] });
    expect(complaints).toEqual([]);
  });

  test('reconciles the day at a terminal with the list of the bank, and makes the same report again', async () => {
    const { json: order } = await asPortal(`/v1/orders/${orderId}`);
    const on = String(order.payment.paidOn);
    const list = await fetch(`${lephi.bankOrigin}/statements/vnpay/LEPHIDEM/${on}.csv`);
    await writeFile(join(dataFolder, 'vnpay.csv'), Buffer.from(await list.arrayBuffer()));
    keepSession(dataFolder, { api: lephi.origin, accessToken: tokens.mai });
    const { lephiJson } = atTerminalOf(dataFolder);
    const day = ['demo-vnpay', 'provider', on] as const;
    const named = ['--account', day[0], '--side', day[1], '--on', day[2]];

    const reconciled = await lephiJson('reconcile', 'vnpay.csv', ...named);
    expect(reconciled).toMatchObject({
      code: 0,
      json: { run: { status: 'done' }, bankDay: { counted: { summary: { balanced: true, lines: 1, open: 0 } } } },
    });
    const { bodySha256 } = reconciled.json.bankDay.counted;
    expect(await lephiJson('replay', ...day)).toMatchObject({ code: 0, json: { same: true } });
    expect(await lephiJson('close', ...day, '--report', bodySha256)).toMatchObject({
      code: 0,
      json: { closed: { by: { name: 'Nguyễn Thị Mai' }, bodySha256 } },
    });
    expect(complaints).toEqual([]);
  });

  test('shows officers what waits, and portals nothing of it', async () => {
    const { json } = await send('/v1/desk', tokens.thanh);

    expect(json.classes).toContainEqual({ class: 'proposal', count: 1, oldestSince: expect.any(String) });
    expect((await send('/v1/desk', portal.clientKey)).status).toBe(401);
    expect((await send('/v1/orders?dossierCode=x', tokens.mai)).status).toBe(401);
  });
});
