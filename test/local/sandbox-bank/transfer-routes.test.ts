import { parse } from 'node-html-parser';
import { describe, expect, test } from 'vitest';
import {
  accountNumber,
  list,
  qrFor,
  readTransfers,
  send,
  startHolder,
  startTransferBank,
  transfer,
  type TransferBank,
} from './holder.ts';

const open = async () => startTransferBank(await startHolder(200));

/** What stands in the fields of a page. */
const fieldsOf = async (answer: Response): Promise<Record<string, string | undefined>> => {
  const inputs = parse(await answer.text()).querySelectorAll('form[method=post] input');
  return Object.fromEntries(inputs.map((input) => [input.getAttribute('name'), input.getAttribute('value')]));
};

const ask = (bank: TransferBank, query: Record<string, string>): Promise<Response> =>
  fetch(`${bank.origin}/transfer?${new URLSearchParams(query).toString()}`);

describe('the transfer page', () => {
  test('is filled from its address, in the payer’s language', async () => {
    const bank = await open();
    const draft = { accountNumber, amountVnd: '7000', content: 'LP7K3M9Q2XWW' };

    expect(await fieldsOf(await ask(bank, draft))).toEqual({ ...draft, direction: 'in' });
    expect(await (await ask(bank, draft)).text()).toContain('<html lang="vi">');
    expect(await (await ask(bank, { lang: 'en' })).text()).toContain('Make a transfer');
  });

  test('is filled from a VietQR code', async () => {
    const answer = await ask(await open(), { qr: qrFor('970436', accountNumber) });

    expect(await fieldsOf(answer)).toEqual({
      accountNumber,
      amountVnd: '7000',
      content: 'LP7K3M9Q2XWW',
      direction: 'in',
    });
  });

  test.each([
    ['that is none', 'Xin chào'],
    ['whose check sum is wrong', `${qrFor('970436', accountNumber).slice(0, -4)}0000`],
    ['for an account that the bank does not have', qrFor('970436', '19009999')],
    ['for the same number at another bank', qrFor('970418', accountNumber)],
  ])('reads no code %s', async (_, qr) => {
    const answer = await ask(await open(), { qr });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Không đọc được mã VietQR này');
  });

  test('lets an officer pay out of the account with a reference of their own', async () => {
    const bank = await open();

    expect(await fieldsOf(await ask(bank, { direction: 'out' }))).toHaveProperty('reference', '');
    await transfer(bank, { direction: 'out', amountVnd: '5000', content: 'DN0000000000', reference: 'FT26328001' });
    const { transfers, ...sums } = await readTransfers(bank);
    expect(transfers).toMatchObject([
      {
        direction: 'out',
        amountVnd: 5000,
        content: 'DN0000000000',
        referenceCode: 'FT26328001',
        accumulatedVnd: -5000,
      },
    ]);
    expect(sums).toMatchObject({ transferredInVnd: 0, transferredOutVnd: 5000 });
  });

  test.each([
    ['an amount of nothing', { amountVnd: '0' }],
    ['an amount with separators', { amountVnd: '7.000' }],
    ['less than nothing', { amountVnd: '-7000' }],
    ['a text of 151 characters', { content: 'x'.repeat(151) }],
    ['a text of two lines', { content: 'one\ntwo' }],
    ['a delivery that is not offered', { delivery: 'perhaps' }],
    ['an account that is not there', { accountNumber: '19009999' }],
  ])('moves no money for %s', async (_, fields) => {
    const bank = await open();
    const answer = await send(bank, fields);

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('role="alert"');
    expect((await readTransfers(bank)).transfers).toEqual([]);
  });

  test('escapes what a payer writes, and brings a browser to the transfer on the overview', async () => {
    const bank = await open();
    const form = { accountNumber, amountVnd: '7000', content: '<img src=x>' };
    const headers = { accept: 'text/html' };
    const options = { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' as const };
    const answer = await fetch(`${bank.origin}/transfer`, options);
    const [made] = (await readTransfers(bank)).transfers;

    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/#transfer-${made!.id}`]);
    const page = await (await fetch(bank.origin)).text();
    expect(page).toContain('&lt;img src=x&gt;');
    expect(page).toContain('<strong>200</strong> success');
    expect(parse(page).getElementById(`transfer-${made!.id}`)).not.toBeNull();
  });

  test('has no webhook for a transfer that nobody made', async () => {
    const bank = await open();

    expect((await fetch(`${bank.origin}/transfers/1/webhook`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${bank.origin}/transfers/x/webhook`, { method: 'POST' })).status).toBe(404);
  });
});

describe('SePay’s list', () => {
  test('shows the holder of a token what moved, newest first, numbers as texts', async () => {
    const bank = await open();
    const first = await transfer(bank, { amountVnd: '135000' });
    const second = await transfer(bank, {
      direction: 'out',
      amountVnd: '35000',
      content: 'Hoan phi',
      delivery: 'lost',
    });
    const { httpStatus, ...answer } = await list(bank, `account_number=${accountNumber}`);

    expect(httpStatus).toBe(200);
    expect(answer).toMatchObject({ status: 200, error: null, messages: { success: true } });
    expect(answer.transactions).toEqual([
      {
        id: String(second.id),
        bank_brand_name: 'Vietcombank',
        account_number: accountNumber,
        transaction_date: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        amount_out: '35000.00',
        amount_in: '0.00',
        accumulated: '100000.00',
        transaction_content: 'Hoan phi',
        reference_number: second.referenceCode,
        code: null,
        sub_account: null,
        bank_account_id: '19',
      },
      expect.objectContaining({ id: String(first.id), amount_in: '135000.00', amount_out: '0.00' }),
    ]);
  });

  test('begins with the number that is asked for, and has as many as are asked for', async () => {
    const bank = await open();
    const ids = [];
    for (let count = 0; count < 3; count += 1) ids.push((await transfer(bank)).id);
    const numbersOf = async (query: string) => (await list(bank, query)).transactions?.map(({ id }) => Number(id));

    expect(await numbersOf(`since_id=${ids[1]}`)).toEqual([ids[2], ids[1]]);
    expect(await numbersOf('limit=1')).toEqual([ids[2]]);
    expect(await numbersOf(`since_id=${ids[2]! + 1}`)).toEqual([]);
  });

  test('shows what was booked between two times, both among them', async () => {
    let time = Date.parse('2026-11-21T07:00:00.900Z');
    const bank = await startTransferBank(await startHolder(200), { now: () => (time += 1_000) });
    for (let count = 0; count < 3; count += 1) await transfer(bank, { delivery: 'lost' });
    const timesOf = async (query: Record<string, string>) =>
      (await list(bank, new URLSearchParams(query).toString())).transactions?.map((one) => one.transaction_date);
    const [third, second, first] = (await timesOf({})) as string[];

    expect(await timesOf({ transaction_date_min: second! })).toEqual([third, second]);
    expect(await timesOf({ transaction_date_max: second! })).toEqual([second, first]);
    expect(await timesOf({ transaction_date_min: '2026-11-22' })).toEqual([]);
  });

  test('shows nothing to a stranger, nothing of other accounts, and nothing for what cannot be asked', async () => {
    const bank = await open();
    await transfer(bank);

    expect(await list(bank, '', 'NOBODY')).toMatchObject({ httpStatus: 401, status: 401 });
    expect(await list(bank, `account_number=${accountNumber}`, 'OTHER_TEST_KEY')).toMatchObject({ transactions: [] });
    for (const query of ['limit=0', 'limit=5001', 'since_id=x', 'since_id=-1', 'transaction_date_min=x'])
      expect(await list(bank, query)).toMatchObject({ httpStatus: 400 });
  });
});
