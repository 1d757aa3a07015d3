import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { minuteMs } from '../../lib/domain/time.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { everyPage } from '../lib/web/every-page.ts';
import { expectPage, findBarriers, findDimTexts } from './page-promises.ts';
import { enter, follow, listen, press, reloadUntil, sees, tabTo, withoutScripts } from './steps.ts';
import { openTown, type Town } from './town.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('in a browser', () => {
  let town: Town;

  beforeAll(async () => {
    town = await openTown();
    return town.close;
  });

  /** From the portal to the checkout page of a new dossier. */
  const handIn = async (page: Page): Promise<void> => {
    await page.goto(town.portalOrigin);
    await page.getByLabel('Đăng ký tạm trú').check();
    await press(page, 'Nộp hồ sơ và thanh toán');
    await page.waitForURL(`${town.origin}/pay/*`);
  };

  /** From the checkout page to the bank, where the payment ends as chosen. */
  const payAtBank = async (page: Page, choice: string): Promise<void> => {
    await press(page, 'Nộp 7.000 ₫ qua VNPAY');
    await press(page, choice);
  };

  const backToPortal = async (page: Page): Promise<void> => {
    await follow(page, 'Quay lại cổng dịch vụ công');
    await page.waitForURL(`${town.portalOrigin}/**`);
  };

  describe('a citizen', () => {
    test('pays from the portal to the portal on a small phone', () =>
      town.visit(async (page) => {
        await handIn(page);
        await expectPage(page, 'vi', 'Số tiền phải nộp 7.000 ₫');
        await press(page, 'Nộp 7.000 ₫ qua VNPAY');
        await expectPage(page, 'vi', 'Chọn kết quả thanh toán');
        await press(page, 'Thanh toán thành công');
        await sees(page, 'Ngân hàng đã xác nhận khoản thanh toán 7.000 ₫');
        await expectPage(page, 'vi', 'Đã thanh toán thành công');
        await backToPortal(page);
        await reloadUntil(page, 'ĐÃ NỘP');
        await expectPage(page, 'vi', 'Hồ sơ H15.50.05.13-');
        await follow(page, 'Tất cả hồ sơ');
        expect(await page.getByRole('row').filter({ hasText: 'order.paid' }).first().innerText()).toMatch(/hợp lệ$/);
        await expectPage(page, 'vi', 'Nộp hồ sơ và thanh toán phí, lệ phí');
        await page.goto(town.bankOrigin);
        await expectPage(page, 'en', 'What happened at the sandbox bank');
      }));

    test('pays in English without JavaScript', () =>
      town.visit(async (page) => {
        await handIn(page);
        await follow(page, 'English');
        await expectPage(page, 'en', 'Amount to pay 7,000 VND');
        await follow(page, 'Tiếng Việt');
        await sees(page, 'Số tiền phải nộp');
        await follow(page, 'English');
        await press(page, 'Pay 7,000 VND with VNPAY');
        await expectPage(page, 'en', 'Choose how the payment ends');
        await press(page, 'Pay successfully');
        await reloadUntil(page, 'The bank has confirmed the payment of 7,000 VND');
        await expectPage(page, 'en', 'Payment successful');
        await follow(page, 'Back to the public-service portal');
        await reloadUntil(page, 'ĐÃ NỘP');
      }, withoutScripts));

    test('whose callback is lost hears that the bank has confirmed when the bank was asked', () =>
      town.visit(async (page) => {
        await handIn(page);
        await payAtBank(page, 'Thanh toán thành công, nhưng mất thông báo IPN');
        await sees(page, 'Chúng tôi đang hỏi ngân hàng');
        await expectPage(page, 'vi', 'Đang chờ ngân hàng xác nhận');
        const hear = await listen(page, 'Trang này đang tự kiểm tra kết quả.');
        const [announced] = await Promise.all([hear(), town.sweepIn(minuteMs)]);
        expect(announced).toBe('Ngân hàng đã xác nhận thanh toán. Đang mở trang kết quả.');
        await sees(page, 'Ngân hàng đã xác nhận khoản thanh toán 7.000 ₫');
        await town.sweepIn(minuteMs);
        await backToPortal(page);
        await reloadUntil(page, 'ĐÃ NỘP');
      }));

    test('whose callback comes late finds the result by checking again, without JavaScript', () =>
      town.visit(async (page) => {
        await handIn(page);
        await payAtBank(page, 'Thanh toán thành công, nhưng mất thông báo IPN');
        await sees(page, 'Chúng tôi đang hỏi ngân hàng');
        expect(await page.getByRole('status').innerText()).toBe('');
        await press(page, 'Kiểm tra lại');
        await page.waitForURL(({ search }) => search === '?lang=vi');
        await sees(page, 'Chúng tôi đang hỏi ngân hàng');
        const bank = await page.context().newPage();
        await bank.goto(town.bankOrigin);
        await bank.getByRole('button', { name: 'Send the callback again' }).first().click();
        await bank.waitForURL(({ hash }) => hash !== '');
        await press(page, 'Kiểm tra lại');
        await sees(page, 'Ngân hàng đã xác nhận khoản thanh toán 7.000 ₫');
      }, withoutScripts));

    test.each([
      ['Không đủ số dư (51)', 'Tài khoản không đủ số dư. Hãy nạp thêm tiền hoặc dùng tài khoản khác.'],
      ['Nhập sai OTP (13)', 'Mã xác thực (OTP) không đúng. Hãy thử lại với mã mới.'],
      ['Hủy giao dịch (24)', 'Người nộp đã hủy giao dịch.'],
    ])('whose payment ends with “%s” reads why, and pays at the second try', (choice, reason) =>
      town.visit(async (page) => {
        await handIn(page);
        await payAtBank(page, choice);
        await sees(page, reason);
        await expectPage(page, 'vi', 'Chưa thanh toán được');
        await follow(page, 'Thanh toán lại');
        await payAtBank(page, 'Thanh toán thành công');
        await sees(page, 'Ngân hàng đã xác nhận khoản thanh toán 7.000 ₫');
      }),
    );

    test('under suspicion at the bank is warned before paying again', () =>
      town.visit(async (page) => {
        await handIn(page);
        const checkout = page.url();
        await payAtBank(page, 'Bị trừ tiền nhưng bị nghi ngờ (07)');
        await sees(page, 'Chúng tôi đang hỏi ngân hàng');
        await page.goto(checkout);
        await sees(page, 'Chỉ thanh toán lại khi Ông/Bà chắc chắn tài khoản chưa bị trừ tiền.');
        await expectPage(page, 'vi', 'Số tiền phải nộp 7.000 ₫');
        await payAtBank(page, 'Thanh toán thành công');
        await sees(page, 'Ngân hàng đã xác nhận khoản thanh toán 7.000 ₫');
      }));

    test('who pays twice in two tabs is told so', () =>
      town.visit(async (page) => {
        await handIn(page);
        const other = await page.context().newPage();
        await other.goto(page.url());
        for (const tab of [page, other]) await press(tab, 'Nộp 7.000 ₫ qua VNPAY');
        await press(page, 'Thanh toán thành công');
        await sees(page, 'Đã thanh toán thành công');
        await press(other, 'Thanh toán thành công');
        await reloadUntil(other, 'chúng tôi còn nhận thêm một khoản tiền cho cùng yêu cầu này');
        await expectPage(other, 'vi', 'Đã thanh toán, nhưng có một khoản nộp thừa');
      }));
  });

  describe('the pages', () => {
    test('let somebody pay with the keyboard alone', () =>
      town.visit(async (page) => {
        await page.goto(town.portalOrigin);
        await tabTo(page, 'Đăng ký tạm trú');
        await page.keyboard.press('ArrowDown');
        await enter(page, 'Nộp hồ sơ và thanh toán');
        await page.waitForURL(`${town.origin}/pay/*`);
        await enter(page, 'Nộp 10.000 ₫ qua VNPAY');
        await page.waitForURL(`${town.bankOrigin}/**`);
        await enter(page, 'Thanh toán thành công');
        await page.getByRole('heading', { name: 'Đã thanh toán thành công' }).waitFor();
        await enter(page, 'Quay lại cổng dịch vụ công');
        await page.waitForURL(`${town.portalOrigin}/dossiers/*`);
      }));

    test('say in Vietnamese that an address is wrong', () =>
      town.visit(async (page) => {
        const answer = await page.goto(`${town.origin}/pay/LP0123456789ABCDEFGHJKMNPQRS`);
        expect(answer?.status()).toBe(404);
        await expectPage(page, 'vi', 'Không tìm thấy trang thanh toán');
      }));

    test('tell developers of the API', () =>
      town.visit(async (page) => {
        await page.goto(`${town.origin}/v1/docs`);
        expect(await page.locator('html').getAttribute('lang')).toBe('en');
        expect([await findBarriers(page), await findDimTexts(page)]).toEqual([[], []]);
      }));

    test('keep nobody out in any state of an order', () =>
      town.visit(async (page) => {
        for (const [name, { html }] of everyPage('vi')) {
          await page.setContent(html);
          expect([name, await findBarriers(page), await findDimTexts(page)]).toEqual([name, [], []]);
        }
      }));
  });
});
