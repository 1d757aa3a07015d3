import { createHmac } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { makeDataFolder } from './merchant.ts';
import { readTransfers, secret, startHolder, startTransferBank, transfer, type TransferBank } from './holder.ts';

const waitUntil = (bank: TransferBank, webhook: string) =>
  vi.waitFor(
    async () => {
      const { transfers } = await readTransfers(bank);
      expect(transfers[0]!.webhook).toBe(webhook);
      return transfers[0]!.webhooks.map((call) => call.httpStatus);
    },
    { timeout: 20_000, interval: 5 },
  );

const isGenuine = ({ headers, body }: { headers: NodeJS.Dict<string | string[]>; body: string }): boolean => {
  const signed = `${String(headers['x-sepay-timestamp'])}.${body}`;
  return headers['x-sepay-signature'] === `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`;
};

describe('webhooks of transfers', () => {
  test('tell what was booked, signed over the bytes that are sent', async () => {
    const holder = await startHolder(200);
    const bank = await startTransferBank(holder, { now: () => Date.parse('2026-11-21T07:02:37.400Z') });
    const made = await transfer(bank, { content: 'Lệ phí LP7K-3M9Q-2XWW Đắk Lắk' });

    expect(JSON.parse(holder.calls[0]!.body)).toEqual({
      id: made.id,
      gateway: 'Vietcombank',
      transactionDate: '2026-11-21 14:02:37',
      accountNumber: '0011004123456',
      code: null,
      content: `${made.referenceCode}.Le phi LP7K-3M9Q-2XWW Dak Lak.CT tu 1012345678 TRAN THI BINH toi 0011004123456`,
      transferType: 'in',
      transferAmount: 7000,
      accumulated: 7000,
      subAccount: null,
      referenceCode: expect.stringMatching(/^MBVCB\.327\d{7}$/),
      description: '',
    });
    expect(holder.calls[0]!.headers).toMatchObject({
      'content-type': 'application/json',
      'x-sepay-timestamp': String(Date.parse('2026-11-21T07:02:37Z') / 1_000),
    });
    expect(isGenuine(holder.calls[0]!)).toBe(true);
    expect(await waitUntil(bank, 'confirmed')).toEqual([200]);
  });

  test.each([
    ['a server error', 503],
    ['a bad signature', 401],
    ['a redirect', 302],
  ])('are repeated after %s', async (_, status) => {
    const holder = await startHolder(status, 201);
    const bank = await startTransferBank(holder);
    await transfer(bank);

    expect(await waitUntil(bank, 'confirmed')).toEqual([status, 201]);
    expect(holder.calls[1]!.body).toBe(holder.calls[0]!.body);
  });

  test('are repeated seven times, at Fibonacci’s distances, and given up', async () => {
    const options = { dataFolder: await makeDataFolder(), webhooks: { minuteMs: 60_000 } };
    const holder = await startHolder(503);
    let time = Date.parse('2026-11-21T07:00:00Z');
    let bank = await startTransferBank(holder, { ...options, now: () => time });
    await transfer(bank);
    const waits: number[] = [];
    for (let calls = 2; calls <= 8; calls += 1) {
      const due = Date.parse((await readTransfers(bank)).transfers[0]!.webhookDueAt!);
      waits.push((due - time) / 60_000);
      time = due;
      // A bank that starts when something is due does not wait for it.
      await bank.close();
      bank = await startTransferBank(holder, { ...options, now: () => time });
      await vi.waitFor(async () => {
        expect((await readTransfers(bank)).transfers[0]!.webhooks).toHaveLength(calls);
      });
    }

    expect(waits).toEqual([1, 1, 2, 3, 5, 8, 13]);
    expect(await waitUntil(bank, 'given-up')).toEqual(Array.from({ length: 8 }, () => 503));
  });

  test('are repeated when no answer comes in time, and the payer is not kept waiting', async () => {
    const holder = await startHolder('silence', 200);
    const bank = await startTransferBank(holder, { webhooks: { timeoutMs: 100 }, returnAfterMs: 1 });
    await transfer(bank);

    expect(await waitUntil(bank, 'confirmed')).toEqual([null, 200]);
  });

  test('end with any good status, and are given up when the body does not confirm', async () => {
    const bank = await startTransferBank(await startHolder({ body: 'OK' }));
    await transfer(bank);

    expect(await waitUntil(bank, 'given-up')).toEqual([200]);
  });

  test('are lost when the payer chose that, until one is sent by hand', async () => {
    const holder = await startHolder(200);
    const bank = await startTransferBank(holder);
    const { id, webhook } = await transfer(bank, { delivery: 'lost' });
    expect([webhook, holder.calls]).toEqual(['lost', []]);
    const byHand = await fetch(`${bank.origin}/transfers/${id}/webhook`, { method: 'POST' });

    expect(await byHand.json()).toMatchObject({ by: 'hand', httpStatus: 200, message: 'success' });
    expect(await waitUntil(bank, 'confirmed')).toEqual([200]);
  });

  test('come twice when the payer chose that', async () => {
    const holder = await startHolder(200);
    const bank = await startTransferBank(holder);
    await transfer(bank, { delivery: 'twice' });

    expect(await waitUntil(bank, 'confirmed')).toEqual([200, 200]);
    expect(holder.calls[1]!.body).toBe(holder.calls[0]!.body);
  });

  test('are signed with a timestamp of ten minutes ago when the payer chose that', async () => {
    const holder = await startHolder(200);
    const now = Date.parse('2026-11-21T07:00:00Z');
    const bank = await startTransferBank(holder, { now: () => now });
    await transfer(bank, { delivery: 'stale' });

    expect(holder.calls[0]!.headers['x-sepay-timestamp']).toBe(String(now / 1_000 - 600));
    expect(isGenuine(holder.calls[0]!)).toBe(true);
  });

  test('that were due go on when the bank starts again', async () => {
    const dataFolder = await makeDataFolder();
    const holder = await startHolder(503, 200);
    const first = await startTransferBank(holder, { dataFolder, webhooks: { minuteMs: 600_000 } });
    await transfer(first);
    expect(await waitUntil(first, 'due')).toEqual([503]);
    await first.close();
    const second = await startTransferBank(holder, { dataFolder, now: () => Date.now() + 600_000 });

    expect(await waitUntil(second, 'confirmed')).toEqual([503, 200]);
  });
});
