import { expect, test } from 'vitest';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import { instantSchema } from '../../../lib/domain/time.ts';
import { toMarkup } from '../../../lib/web/html.ts';
import { checkForm, factList, officialName, paragraphs, stateHead, timeElement } from '../../../lib/web/parts.ts';

test('a time is told to people by the clock of Viet Nam and to machines in UTC', () => {
  expect(toMarkup(timeElement('vi', instantSchema.parse('2026-11-21T02:30:00Z')))).toBe(
    '<time datetime="2026-11-21T02:30:00.000Z">09:30 ngày 21/11/2026</time>',
  );
});

test('a name that an office gave is marked as Vietnamese where the page is not', () => {
  expect(toMarkup(officialName('vi', 'Sở Tư pháp'))).toBe('<bdi>Sở Tư pháp</bdi>');
  expect(toMarkup(officialName('en', 'Sở Tư pháp'))).toBe('<bdi lang="vi">Sở Tư pháp</bdi>');
});

test('a fact of which there is nothing to say is left out, and what others wrote stands apart', () => {
  const list = toMarkup(
    factList([
      ['Một', undefined],
      ['Hai', makeOrderId(new Uint8Array(9))],
    ]),
  );

  expect(list).not.toContain('Một');
  expect(list).toMatch(/<dt>Hai<\/dt>\s*<dd><bdi>LP0{10}<\/bdi><\/dd>/);
});

test('a sentence that does not apply leaves no empty paragraph', () => {
  expect(toMarkup(paragraphs('Một.', false, undefined, 'Hai.')).trim()).toBe('<p>Một.</p> <p>Hai.</p>');
});

test('each state has a sign of its own that a screen reader passes over', () => {
  const heads = (['good', 'wait', 'bad', 'calm'] as const).map((tone) => toMarkup(stateHead(tone, '')));

  expect(new Set(heads.map((head) => /<path d="([^"]+)"/.exec(head)?.[1])).size).toBe(4);
  for (const head of heads) expect(head).toContain('aria-hidden="true"');
});

test('checking again keeps the language', () => {
  expect(toMarkup(checkForm('en', '/pay/t', 'Check again'))).toContain(
    '<input type="hidden" name="lang" value="en" />',
  );
});
