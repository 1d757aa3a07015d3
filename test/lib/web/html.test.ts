import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
// Under another name, so that the formatter leaves the spaces of these templates alone.
import { html as template, toMarkup, verbatim } from '../../../lib/web/html.ts';

const unescape = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Texts in which the characters that matter are frequent. */
const hostileText = fc.string({
  unit: fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', ';', '#', '-', '\u202e', '\0'), fc.string()),
});

describe('a template of markup', () => {
  test('escapes text between tags and in attributes', () => {
    const name = `<script>alert("1 & '2'")</script>`;
    const escaped = '&lt;script&gt;alert(&quot;1 &amp; &#39;2&#39;&quot;)&lt;/script&gt;';

    expect(toMarkup(template`<p title="${name}">${name}</p>`)).toBe(`<p title="${escaped}">${escaped}</p>`);
  });

  test('lets no text open a tag, leave its attribute or begin an entity', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [, attribute, element] = /^<p title="(.*)">(.*)<\/p>$/s.exec(
          toMarkup(template`<p title="${text}">${text}</p>`),
        )!;

        expect(attribute).toBe(element);
        expect(element).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
        expect(unescape(element!)).toBe(text.replaceAll(/\p{Bidi_Control}/gu, '').replaceAll(/[^\P{Cc}\n]/gu, ' '));
      }),
    );
  });

  test('takes markup as it is, joins lists, and leaves nothing out but nothing', () => {
    const items = ['a', 'b'].map((item) => template`<li>${item}</li>`);

    expect(toMarkup(template`<ul>${items}</ul>${undefined}${false}${0}${''}`)).toBe('<ul><li>a</li><li>b</li></ul>0');
  });

  test('does not take an object that looks like markup', () => {
    const forged: unknown = JSON.parse('{"markup":"<script>","Symbol(markup)":"<script>"}');

    expect(() => template`${forged as string}`).toThrow(TypeError);
  });

  test('refuses an attribute without quotes', () => {
    expect(() => template`<p title=${'a'}></p>`).toThrow(TypeError);
  });

  test('sends no indentation of its own, but every space of a text', () => {
    const name = '\n  Nguyễn';

    expect(
      toMarkup(template`<p>
      ${name}
    </p>`),
    ).toBe('<p>\n\n  Nguyễn\n</p>');
  });

  test('leaves a constant of our own as it stands', () => {
    expect(toMarkup(template`${verbatim('<style>a>b{}</style>')}`)).toBe('<style>a>b{}</style>');
  });

  test('drops marks that turn the direction of text', () => {
    expect(toMarkup(template`${'Nguyễn\u202e Văn\u2066 A\u200f'}`)).toBe('Nguyễn Văn A');
  });
});
