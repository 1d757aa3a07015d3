import { describe, expect, test } from 'vitest';
import { everyPage } from './every-page.ts';
import { parsePage, textOf } from './parsed-page.ts';

const vi = everyPage('vi');
const main = (name: string): Promise<string> => textOf(vi.get(`result-${name}`)!.html, 'main');

describe('the result page', () => {
  test('of a paid order is proof to keep', async () => {
    const text = await main('paid');

    for (const part of [
      'Ngân hàng đã xác nhận khoản thanh toán 135.000 ₫, thực hiện lúc 09:30 ngày 21/11/2026.',
      'Thanh toán qua VNPAY',
      'Số giao dịch 14226112',
      'Mã thanh toán LP7K-3M9Q-2XWW',
      'Lưu lại trang này',
      'Quay lại cổng dịch vụ công',
    ])
      expect(text).toContain(part);
  });

  test('of a late payment says that it was late', async () => {
    expect(await main('paid-late')).toContain('được nộp sau hạn nộp');
    expect(await main('paid')).not.toContain('sau hạn nộp');
  });

  test('of a second payment says where that money is', async () => {
    const text = await main('paid-twice');

    expect(text).toContain('Ngân hàng đã xác nhận khoản thanh toán 135.000 ₫');
    expect(text).toContain('Vui lòng không nộp thêm.');
    expect(text).not.toContain('không phải làm gì thêm');
  });

  test('without a result yet offers to check again, by a form and by a script', async () => {
    const { html, contentSecurityPolicy } = vi.get('result-confirming')!;
    const tree = await parsePage(html);
    const region = tree.querySelector('#poll')!;

    expect(await textOf(html, 'main')).toContain('Nếu tài khoản đã bị trừ tiền, vui lòng không nộp lần nữa.');
    expect(tree.querySelector('form')?.getAttributeValue('action')).toBe('/pay/3fJq0Zl2bXw8/return');
    expect(region.getAttributeValue('role')).toBe('status');
    expect(region.getAttributeValue('aria-live')).toBe('polite');
    expect(region.textContent).toBe('');
    expect(contentSecurityPolicy).toContain("connect-src 'self'");
  });

  test('leads back to the code of a transfer that waits for its money', async () => {
    const linkOf = async (name: string) =>
      (await parsePage(vi.get(`result-${name}`)!.html)).querySelector('a[href="/pay/3fJq0Zl2bXw8/transfer?lang=vi"]');

    expect((await linkOf('confirming-transfer'))?.textContent).toBe('Xem lại mã VietQR');
    expect(await linkOf('confirming')).toBeNull();
  });

  test('runs a script while it waits, as the page of a transfer does, and no other page runs any', () => {
    const scripted = [...vi].filter(([, { html }]) => html.includes('<script')).map(([name]) => name);

    expect(scripted.filter((name) => !name.startsWith('transfer-'))).toEqual([
      'result-confirming',
      'result-confirming-transfer',
    ]);
  });

  test('of a failure says why, and leads back to the checkout', async () => {
    const { html } = vi.get('result-not-paid')!;

    expect(await main('not-paid')).toContain('Tài khoản không đủ số dư.');
    expect((await parsePage(html)).querySelector('a.button')?.getAttributeValue('href')).toBe(
      '/pay/3fJq0Zl2bXw8?lang=vi',
    );
  });

  test('of the last failure leads to the agency instead', async () => {
    const { html } = vi.get('result-not-paid-last')!;

    expect((await parsePage(html)).querySelector('a.button')).toBeNull();
    expect(await main('not-paid-last')).toContain('để được cấp yêu cầu thanh toán mới');
  });

  test('of a closed order to which money came does not pretend that none did', async () => {
    expect(await main('cancelled-held-money')).toContain('Có một khoản tiền đang chờ xử lý');
    expect(await main('cancelled')).not.toContain('đang chờ xử lý');
  });

  test.each(['confirming', 'not-paid', 'expired', 'cancelled', 'refunded', 'reversed'])(
    'names nobody when it is no proof of payment: %s',
    async (name) => {
      expect(await main(name)).not.toContain('Nguyễn Thị Ánh Tuyết');
    },
  );

  test('tells every state apart by title and heading', async () => {
    const names = [...vi.keys()].filter((name) => /^result-(?!.*-(late|last|money|transfer)$)/.test(name));
    const heads = await Promise.all(names.map((name) => textOf(vi.get(name)!.html, 'h1')));

    expect(new Set(heads).size).toBe(8);
  });
});
