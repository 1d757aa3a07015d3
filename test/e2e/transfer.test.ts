import jsqr from 'jsqr';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { QRPay } from 'vietnam-qr-pay';
import { beforeAll, describe, expect, test } from 'vitest';
import { minuteMs } from '../../lib/domain/time.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { expectPage } from './page-promises.ts';
import { enter, follow, listen, press, reloadUntil, sees, withoutScripts } from './steps.ts';
import { openTown, type Town } from './town.ts';

/** What the code on a page says to whoever takes a picture of the page. */
async function scan(page: Page): Promise<string> {
  const { data, width, height } = PNG.sync.read(await page.screenshot({ fullPage: true }));
  const code = jsqr.default(new Uint8ClampedArray(data), width, height);
  if (code === null) throw new Error('no code is seen on the page');
  return code.data;
}

/** What the page says in words for whoever types. */
async function readTyped(page: Page): Promise<{ accountNumber: string; amount: string; content: string }> {
  const [accountNumber = '', amount = '', content = ''] = await page.locator('.typed').allInnerTexts();
  return { accountNumber, amount: amount.replaceAll(/\D/g, ''), content };
}

describe.skipIf(!isEmbeddedDynamodbAvailable())('a citizen who pays by VietQR', () => {
  let town: Town;

  beforeAll(async () => {
    town = await openTown();
    return town.close;
  });

  /** From the portal to the page of the transfer. */
  const askForTransfer = async (page: Page): Promise<void> => {
    await page.goto(town.portalOrigin);
    await page.getByLabel('Đăng ký tạm trú').check();
    await press(page, 'Nộp hồ sơ và thanh toán');
    await press(page, 'Nộp 7.000 ₫ qua Chuyển khoản VietQR');
    await page.waitForURL(`${town.origin}/pay/*/transfer`);
  };

  /** Somebody makes a transfer at their bank: by a code, and then as they please. */
  const transfer = async (
    page: Page,
    qr: string,
    changes: Record<string, string> & { choice?: string },
  ): Promise<void> => {
    const { choice = 'Chuyển tiền, gửi webhook', ...fields } = changes;
    const bank = await page.context().newPage();
    await bank.goto(`${town.bankOrigin}/transfer`);
    await bank.getByLabel('Nội dung mã VietQR').fill(qr);
    await press(bank, 'Đọc mã');
    for (const [label, value] of Object.entries(fields)) await bank.getByLabel(label).fill(value);
    await press(bank, choice);
    // The tab stays open: what it loaded is still being weighed.
    await bank.waitForURL(({ hash }) => hash.startsWith('#transfer-'));
  };

  const statusOf = async (page: Page): Promise<unknown> =>
    (await page.request.get(`${page.url().split(/\/(?:transfer|return)/)[0]}/status`)).json();

  test('scans the code on a small phone, and sees the page become the result', () =>
    town.visit(async (page) => {
      await askForTransfer(page);
      await expectPage(page, 'vi', 'Chuyển khoản đúng số tiền 7.000 ₫');
      const qr = await scan(page);
      const { isValid, initMethod, consumer, amount, additionalData } = new QRPay(qr);
      const typed = await readTyped(page);

      expect([isValid, initMethod, consumer.bankBin]).toEqual([true, '12', '970436']);
      expect({ accountNumber: consumer.bankNumber, amount, content: additionalData.purpose }).toEqual(typed);
      expect(additionalData.billNumber).toBe(typed.content);
      expect(typed).toEqual({
        accountNumber: '0011004123456',
        amount: '7000',
        content: expect.stringMatching(/^LP[0-9A-Z]{10}$/),
      });
      await sees(page, `Mã thanh toán`);
      await sees(page, typed.content.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3'));

      const hear = await listen(page, 'Trang này đang tự kiểm tra kết quả.');
      const [announced] = await Promise.all([hear(), transfer(page, qr, {})]);
      expect(announced).toBe('Ngân hàng đã xác nhận thanh toán. Đang mở trang kết quả.');
      await sees(page, 'Ngân hàng đã xác nhận khoản thanh toán 7.000 ₫');
      await expectPage(page, 'vi', 'Đã thanh toán thành công');
      await follow(page, 'Quay lại cổng dịch vụ công');
      await reloadUntil(page, 'ĐÃ NỘP');
      await page.goto(town.bankOrigin);
      await expectPage(page, 'en', 'What happened at the sandbox bank');
    }));

  test('types it in without JavaScript, in English, and finds the result by the button', () =>
    town.visit(async (page) => {
      await askForTransfer(page);
      await follow(page, 'English');
      await expectPage(page, 'en', 'Transfer exactly 7,000 VND');
      const { accountNumber, amount, content } = await readTyped(page);
      await press(page, 'I have paid: check the result');
      await expectPage(page, 'en', 'Waiting for the bank to confirm');
      await follow(page, 'Show the VietQR code again');
      await sees(page, 'Do not change the amount or the text');
      expect(await page.getByRole('status').innerText()).toBe('');

      const bank = await page.context().newPage();
      await bank.goto(`${town.bankOrigin}/transfer?lang=en`);
      await expectPage(bank, 'en', 'Make a transfer');
      await bank.getByLabel('To account number').fill(accountNumber);
      await bank.getByLabel('Amount (VND)').fill(amount);
      await bank.getByLabel('Text of the transfer').fill(content);
      await press(bank, 'Transfer, webhook sent');
      await press(page, 'I have paid: check the result');
      await reloadUntil(page, 'The bank has confirmed the payment of 7,000 VND');
      await expectPage(page, 'en', 'Payment successful');
    }, withoutScripts));

  test('writes the code as people do, and has paid', () =>
    town.visit(async (page) => {
      await askForTransfer(page);
      const { content } = await readTyped(page);
      const written = `Nộp lệ phí ${content.toLowerCase().replace(/(.{4})(.{4})/, '$1 $2-')} cảm ơn`;
      await transfer(page, await scan(page), { 'Nội dung chuyển tiền': written });
      await sees(page, 'Đã thanh toán thành công');
    }));

  test('changes the amount, and reads that the money is held while nothing is paid', () =>
    town.visit(async (page) => {
      await askForTransfer(page);
      const qr = await scan(page);
      const hear = await listen(page, 'Trang này đang tự kiểm tra kết quả.');
      const [announced] = await Promise.all([hear(), transfer(page, qr, { 'Số tiền (đồng)': '6999' })]);

      expect(announced).toBe('Đã có kết quả. Đang mở trang kết quả.');
      await sees(page, 'Có một khoản tiền đang chờ xử lý');
      await expectPage(page, 'vi', 'Số tiền phải nộp 7.000 ₫');
      expect(await statusOf(page)).toEqual({ state: 'held-money' });
      await sees(page, 'Chỉ nộp lại khi cơ quan thu đã hướng dẫn.');
    }));

  test('whose webhook is lost is found in the list by the sweep', () =>
    town.visit(async (page) => {
      await askForTransfer(page);
      await transfer(page, await scan(page), { choice: 'Chuyển tiền, nhưng mất webhook' });
      expect(await statusOf(page)).toEqual({ state: 'confirming' });
      await town.sweepIn(6 * minuteMs);
      expect(await statusOf(page)).toEqual({ state: 'paid' });
      await sees(page, 'Ngân hàng đã xác nhận khoản thanh toán 7.000 ₫');
    }));

  test.each(['Chuyển tiền, gửi webhook hai lần', 'Chuyển tiền, webhook mang thời điểm cũ'])(
    'has paid once when the bank is told to: %s',
    (choice) =>
      town.visit(async (page) => {
        await askForTransfer(page);
        await transfer(page, await scan(page), { choice });
        await sees(page, 'Đã thanh toán thành công');
        expect(await statusOf(page)).toEqual({ state: 'paid' });
      }),
  );

  test('taps twice, reloads and comes back, and it is the same transfer', () =>
    town.visit(async (page) => {
      await askForTransfer(page);
      const qr = await scan(page);
      await page.reload();
      await follow(page, 'Chọn cách thanh toán khác');
      await sees(page, 'Đã có một lần thanh toán chưa rõ kết quả');
      await press(page, 'Nộp 7.000 ₫ qua Chuyển khoản VietQR');
      expect(await scan(page)).toBe(qr);
      await transfer(page, qr, {});
      await transfer(page, qr, {});
      await reloadUntil(page, 'chúng tôi còn nhận thêm một khoản tiền cho cùng yêu cầu này');
    }));

  test('who has asked for dark pages scans the same code, and pays with the keyboard alone', () =>
    town.visit(
      async (page) => {
        await page.goto(town.portalOrigin);
        await page.getByLabel('Đăng ký tạm trú').check();
        await press(page, 'Nộp hồ sơ và thanh toán');
        await page.waitForURL(`${town.origin}/pay/*`);
        await enter(page, 'Nộp 7.000 ₫ qua Chuyển khoản VietQR');
        await page.waitForURL(`${town.origin}/pay/*/transfer`);
        expect(new QRPay(await scan(page))).toMatchObject({ isValid: true, amount: '7000' });
        await enter(page, 'Tôi đã chuyển tiền, kiểm tra kết quả');
        await sees(page, 'Đang chờ ngân hàng xác nhận');
        await enter(page, 'Xem lại mã VietQR');
        await sees(page, 'Không sửa số tiền và nội dung');
      },
      { colorScheme: 'dark' },
    ));
});
