import { describe, expect, test } from 'vitest';
import { everyPage } from './every-page.ts';
import { parsePage, textOf } from './parsed-page.ts';

const page = (name: string, locale: 'vi' | 'en' = 'vi') => everyPage(locale).get(`checkout-${name}`)!;

describe('the checkout page', () => {
  test('says what is owed, for what, by whom, to whom, until when, and the code to type', async () => {
    const text = await textOf(page('plain').html, 'main');

    for (const part of [
      'Số tiền phải nộp 135.000 ₫',
      'Mã hồ sơ H15.50.05.13-261121-0975',
      'Mã thanh toán LP7K-3M9Q-2XWW',
      'Người có nghĩa vụ nộp Nguyễn Thị Ánh Tuyết',
      'Cơ quan thu Ủy ban nhân dân phường Tân Lập, tỉnh Đắk Lắk',
      'Hạn nộp 17:00 ngày 30/11/2026',
      'Lệ phí đổi giấy phép lái xe Lệ phí 115.000 ₫',
      'Phí chứng thực bản sao từ bản chính Phí 20.000 ₫',
      'Tổng cộng 135.000 ₫',
    ])
      expect(text).toContain(part);
  });

  test('says the same in English', async () => {
    const text = await textOf(page('plain', 'en').html, 'main');

    for (const part of ['Amount to pay 135,000 VND', 'Pay before 17:00 on 30 November 2026', 'Charge 115,000 VND'])
      expect(text).toContain(part);
  });

  test('names a fine by its decision', async () => {
    const { html } = page('fine');

    expect(await textOf(html, 'main')).toContain('Quyết định xử phạt số 0012345/QĐ-XPHC');
    expect(await textOf(html, 'title')).toBe(
      'Chờ thanh toán 5.000.000 ₫ – Quyết định xử phạt số 0012345/QĐ-XPHC – Lephi',
    );
  });

  test('posts the chosen account to its own address, in its own language', async () => {
    const form = (await parsePage(page('two-ways-to-pay', 'en').html)).querySelector('form')!;
    const buttons = form.querySelectorAll('button');

    expect(form.getAttributeValue('method')).toBe('post');
    expect(form.getAttributeValue('action')).toBe('/pay/3fJq0Zl2bXw8?lang=en');
    expect(buttons.map((button) => [button.getAttributeValue('name'), button.getAttributeValue('value')])).toEqual([
      ['account', 'tan-lap-vnpay'],
      ['account', 'tan-lap-momo'],
    ]);
    expect(buttons.map(({ textContent }) => textContent.trim())).toEqual([
      'Pay 135,000\u00a0VND with VNPAY',
      'Pay 135,000\u00a0VND with MoMo',
    ]);
  });

  test('lets the form lead to the providers and nowhere else', () => {
    expect(page('two-ways-to-pay').contentSecurityPolicy).toContain(
      "form-action 'self' https://sandbox.vnpayment.vn https://test-payment.momo.vn;",
    );
    expect(page('no-more-attempts').contentSecurityPolicy).toContain("form-action 'self';");
  });

  test('warns of an attempt under way before it offers another', async () => {
    const { html } = page('under-way');
    const text = await textOf(html, 'main');
    const check = (await parsePage(html)).querySelector('form')!;

    expect(await textOf(html, 'title')).toMatch(/^Đã có lần thanh toán đang chờ kết quả/);
    expect(text).toContain('bắt đầu lúc 09:30 ngày 21/11/2026');
    expect(text.indexOf('không nộp lần nữa')).toBeLessThan(text.indexOf('Nộp 135.000 ₫ qua VNPAY'));
    expect(check.getAttributeValue('method')).toBe('get');
    expect(check.getAttributeValue('action')).toBe('/pay/3fJq0Zl2bXw8/return');
    expect(text).toContain('Thanh toán lại Chỉ thanh toán lại khi Ông/Bà chắc chắn');
  });

  test('asks a payer whose money could not be counted to wait for the agency', async () => {
    const { html } = page('held-money');

    expect(await textOf(html, 'main')).toContain('Thanh toán lại Chỉ nộp lại khi cơ quan thu đã hướng dẫn.');
    expect(await textOf(html, 'button.second')).toContain('VNPAY');
  });

  test.each([
    ['no-way-to-pay', 'Tạm thời chưa thanh toán trực tuyến được'],
    ['no-more-attempts', 'Đã hết số lần thử thanh toán'],
  ])('has no button and says what to do instead: %s', async (name, heading) => {
    const { html } = page(name);

    expect((await parsePage(html)).querySelectorAll('button')).toEqual([]);
    expect(await textOf(html, 'title')).toContain(heading);
    expect(await textOf(html, 'main')).toMatch(new RegExp(`${heading}.*cho biết mã thanh toán LP7K-3M9Q-2XWW`));
  });
});
