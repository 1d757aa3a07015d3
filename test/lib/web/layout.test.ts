import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { everyPage } from './every-page.ts';
import { faultsOf, parsePage, structureOf, textOf } from './parsed-page.ts';

const locales = ['vi', 'en'] as const;
const all = locales.flatMap((locale) => [...everyPage(locale)].map(([name, page]) => ({ name, locale, page })));

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe.each(all)('$name in $locale', ({ locale, page }) => {
  test('is valid HTML', async () => {
    expect(await faultsOf(page.html)).toEqual([]);
  });

  test('is under 50 kB', () => {
    expect(Buffer.byteLength(page.html)).toBeLessThan(50_000);
  });

  test('says its language, its state first, and links to the other language', async () => {
    const tree = await parsePage(page.html);
    const [first] = (await textOf(page.html, 'title')).split(' – ');

    expect(tree.querySelector('html')?.getAttributeValue('lang')).toBe(locale);
    expect(first).not.toMatch(/^Lephi|^H15/);
    expect(tree.querySelector('header a')?.getAttributeValue('href')).toMatch(
      locale === 'vi' ? /^\/pay\/.*\?lang=en$/ : /^\/pay\/.*\?lang=vi$/,
    );
  });

  test('has one main heading, and no level of headings is left out', async () => {
    const levels = (await parsePage(page.html)).querySelectorAll('h1, h2, h3').map(({ tagName }) => tagName);

    expect(levels.filter((level) => level === 'h1')).toHaveLength(1);
    expect(levels[0]).toBe('h1');
    expect(levels).not.toContain('h3');
  });

  test('loads nothing, and its policy allows just what is inside it', async () => {
    const tree = await parsePage(page.html);
    const hashes = (tag: string): string[] =>
      [...page.html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, text]) => hashOf(text!));

    expect(page.contentSecurityPolicy).toContain(`style-src ${hashes('style').join(' ')};`);
    const scripts = hashes('script');
    expect(/script-src ([^;]+)/.exec(page.contentSecurityPolicy)?.[1]).toBe(
      scripts.length > 0 ? scripts.join(' ') : undefined,
    );
    expect(tree.querySelectorAll('[src], [style], link[rel=stylesheet], iframe, object, base')).toEqual([]);
    expect(page.contentSecurityPolicy).toMatch(/^default-src 'none';.*frame-ancestors 'none'; base-uri 'none'$/);
    expect(page.contentSecurityPolicy).not.toContain('unsafe');
  });

  test('has no handlers in attributes', async () => {
    const names = (await parsePage(page.html))
      .querySelectorAll('*')
      .flatMap(({ attributes }) => attributes.map(({ key }) => key));

    expect(names.filter((name) => name.startsWith('on'))).toEqual([]);
  });
});

describe('whatever others wrote', () => {
  const benign = { agencyName: 'a', obligorName: 'b', dossierCode: 'c', returnUrl: 'https://d.example/' };
  const hostile = {
    agencyName: '</title><script>alert(1)</script>',
    obligorName: '"><img src=x onerror=alert(1)>',
    dossierCode: "' autofocus onfocus='alert(1)",
    returnUrl: 'https://d.example/"onmouseover="alert(1)',
  };

  test.each(locales)('changes no page in %s but its texts', async (locale) => {
    const pages = everyPage(locale, benign);
    for (const [name, { html, contentSecurityPolicy }] of everyPage(locale, hostile)) {
      expect(await structureOf(html)).toEqual(await structureOf(pages.get(name)!.html));
      expect(contentSecurityPolicy).toBe(pages.get(name)!.contentSecurityPolicy);
    }
  });

  test('stays text, for any text', async () => {
    const paid = 'result-paid';
    const expected = await structureOf(everyPage('vi', benign).get(paid)!.html);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
        const { html } = everyPage('vi', { agencyName: text, obligorName: text }).get(paid)!;

        expect(await structureOf(html)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test('is read back as it was written', async () => {
    const html = everyPage('vi', hostile).get('result-paid')!.html;

    expect(await textOf(html, 'header strong')).toBe(hostile.agencyName);
    expect(await textOf(html, 'main')).toContain(hostile.obligorName);
  });

  test('cannot turn the direction of the text around it', () => {
    const html = everyPage('vi', { agencyName: 'UBND \u202e phường', obligorName: '\u2067abc' }).get(
      'result-paid',
    )!.html;

    expect(html).not.toMatch(/\p{Bidi_Control}/u);
  });
});
