import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pollScript } from '../../../lib/web/poll.ts';
import { everyPage } from './every-page.ts';
import { parsePage, textOf } from './parsed-page.ts';

const page = (name: string, locale: 'vi' | 'en' = 'vi') => everyPage(locale).get(`transfer-${name}`)!;

describe('the page of a transfer', () => {
  test('says what to transfer: bank, account, holder, exact amount, text, and until when', async () => {
    const text = await textOf(page('plain').html, 'main');

    for (const part of [
      'Chuyển khoản đúng số tiền 135.000 ₫',
      'Ngân hàng Vietcombank',
      'Số tài khoản 0011004123456',
      'Chủ tài khoản KBNN Đắk Lắk',
      'Số tiền 135.000 ₫',
      'Nội dung chuyển khoản LP7K3M9Q2XWW',
      'Hạn nộp 17:00 ngày 30/11/2026',
      'Mã thanh toán LP7K-3M9Q-2XWW',
      'Không sửa số tiền và nội dung',
    ])
      expect(text).toContain(part);
  });

  test('says the same in English', async () => {
    const text = await textOf(page('plain', 'en').html, 'main');

    for (const part of [
      'Transfer exactly 135,000 VND',
      'Text of the transfer LP7K3M9Q2XWW',
      'Do not change the amount',
    ])
      expect(text).toContain(part);
  });

  test('shows a code with a name, four quiet modules around it, black on white in any colour scheme', async () => {
    const { html } = page('plain');
    const code = (await parsePage(html)).querySelector('.qr')!;
    const [, size = ''] = /<div class="qr"[^>]*><svg [^>]*viewBox="0 0 (\d+) \1"><rect fill="white"/.exec(html) ?? [];
    const [, modules = ''] = /<path fill="black" d="([^"]*)"/.exec(html) ?? [];
    const drawn = [...modules.matchAll(/M(\d+),(\d+)h1v1h-1z/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);

    expect(code.getAttributeValue('role')).toBe('img');
    expect(code.getAttributeValue('aria-label')).toBe(
      'Mã VietQR để chuyển 135.000\u00a0₫ đến số tài khoản 0011004123456',
    );
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([4, Number(size) - 5]);
  });

  test('lets one tap select what has to be typed, and nothing beside it', async () => {
    const typed = (await parsePage(page('plain').html)).querySelectorAll('.typed');

    expect(typed.map(({ textContent }) => textContent)).toEqual(['0011004123456', '135.000\u00a0₫', 'LP7K3M9Q2XWW']);
  });

  test('lets a payer look for the result, by a form that starts nothing and by the script', async () => {
    const { html, contentSecurityPolicy } = page('plain', 'en');
    const tree = await parsePage(html);
    const forms = tree.querySelectorAll('form');
    const region = tree.querySelector('#poll')!;

    expect(forms.map((form) => [form.getAttributeValue('method'), form.getAttributeValue('action')])).toEqual([
      ['get', '/pay/3fJq0Zl2bXw8/return'],
    ]);
    expect(region.getAttributeValue('data-url')).toBe('/pay/3fJq0Zl2bXw8/status');
    expect(region.getAttributeValue('data-page')).toBe('/pay/3fJq0Zl2bXw8/return?lang=en');
    expect(region.getAttributeValue('data-stopped')).toContain(await textOf(html, 'form button'));
    expect(contentSecurityPolicy).toContain(`script-src ${pollScript.source}`);
    expect(contentSecurityPolicy).toContain("form-action 'self';");
  });

  test('names no obligor: whoever scans the code sees the page', async () => {
    expect(await textOf(page('plain').html, 'main')).not.toContain('Nguyễn Thị Ánh Tuyết');
  });

  test('warns whoever has sent money that was not counted', async () => {
    expect(await textOf(page('held-money').html, 'main')).toContain('Vui lòng không nộp thêm.');
    expect(await textOf(page('plain').html, 'main')).not.toContain('Vui lòng không nộp thêm.');
  });

  test('draws the same code for the same transfer', () => {
    const hashOf = (html: string) =>
      createHash('sha256')
        .update(/<path[^>]*>/.exec(html)?.[0] ?? '')
        .digest('hex');

    expect(hashOf(page('plain', 'vi').html)).toBe(hashOf(page('plain', 'en').html));
    expect(hashOf(page('plain').html)).not.toBe(hashOf(page('longest').html));
  });
});
