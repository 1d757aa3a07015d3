import { describe, expect, test } from 'vitest';
import { everyPage } from './every-page.ts';
import { parsePage, textOf } from './parsed-page.ts';

const vi = everyPage('vi');
const problems = [...vi.keys()].filter((name) => name.startsWith('problem-'));

describe('a problem page', () => {
  test.each(problems)('says what to do next: %s', async (name) => {
    const tree = await parsePage(vi.get(name)!.html);

    expect(tree.querySelectorAll('main li').length).toBeGreaterThan(0);
  });

  test('leads back to the checkout when there is one', async () => {
    const back = async (name: string) =>
      (await parsePage(vi.get(name)!.html)).querySelector('a.button')?.getAttributeValue('href');

    expect(await back('problem-busy')).toBe('/pay/3fJq0Zl2bXw8?lang=vi');
    expect(await back('problem-not-found')).toBeUndefined();
  });

  test('names the incident of a fault, by which an operator finds it', async () => {
    expect(await textOf(vi.get('problem-fault')!.html, 'main')).toContain(
      'Mã sự cố: f3b1c6de-2c51-4f0e-9d1f-2a6a1c1a9b10',
    );
  });
});
