import { describe, expect, test } from 'vitest';
import { html } from '../../../lib/web/html.ts';
import { inlineScript, inlineStyle, makePage } from '../../../lib/web/page.ts';

const parts = { lang: 'vi', title: 'Thử', style: inlineStyle('a{}'), body: html`<p>Thử</p>` };

describe('the policy of a page', () => {
  test('allows nothing but its own style and its own forms', () => {
    expect(makePage(parts).contentSecurityPolicy).toBe(
      "default-src 'none'; style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; img-src data:; " +
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  test('allows its own script, which may ask our own addresses', () => {
    const { contentSecurityPolicy } = makePage({ ...parts, script: inlineScript('a()') });

    expect(contentSecurityPolicy).toMatch(/script-src 'sha256-[A-Za-z0-9+/]{43}='; connect-src 'self';/);
  });

  test('names each origin that a form may lead to once, and cannot be widened by what follows an origin', () => {
    const formOrigins = ['https://pay.example/a', 'https://pay.example/b; script-src *', 'http://localhost:4001'];

    expect(makePage({ ...parts, formOrigins }).contentSecurityPolicy).toContain(
      "form-action 'self' https://pay.example http://localhost:4001;",
    );
  });

  test('cannot be made for something that is no address', () => {
    expect(() => makePage({ ...parts, formOrigins: ['*'] })).toThrow(TypeError);
  });
});
