import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { everyPage } from '../lib/web/every-page.ts';
import { expectPage, findBarriers, findDimTexts } from './page-promises.ts';
import { openTown, type Town } from './town.ts';

const stopsMax = 20;

/** What the browser draws around the focus. */
const ring = 'getComputedStyle(document.activeElement).outline';

/** Goes on with the Tab key to what bears a name. Wherever the focus stops on the way, it is seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < stopsMax; stops += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(ring)).toMatch(/ solid 3px$/);
    if ((await page.locator(':focus-visible').ariaSnapshot()).includes(name)) return;
  }
  throw new Error(`the Tab key does not lead to ${name}`);
}

async function enter(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

describe.skipIf(!isEmbeddedDynamodbAvailable())('the pages', () => {
  let town: Town;

  beforeAll(async () => {
    town = await openTown();
    return town.close;
  });

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
      await expectPage(page, 'en', 'Lephi');
      expect(await findDimTexts(page)).toEqual([]);
    }));

  test('keep nobody out in any state of an order', () =>
    town.visit(async (page) => {
      for (const [name, { html }] of everyPage('vi')) {
        await page.setContent(html);
        expect([name, await findBarriers(page), await findDimTexts(page)]).toEqual([name, [], []]);
      }
    }));
});
