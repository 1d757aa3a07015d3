import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { prose, schemaTable } from '../../../lib/web/api-schema.ts';
import { html, toMarkup } from '../../../lib/web/html.ts';
import type { ApiSchema } from '../../../lib/web/openapi-document.ts';

/** The text of a schema's table on one line. */
const tableText = (schema: ApiSchema): string =>
  toMarkup(schemaTable(schema, 'Shape'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' ,', ',')
    .trim();

const textOf = (schema: z.ZodType): string => tableText(z.toJSONSchema(schema) as ApiSchema);

describe('a schema without properties is told in a line', () => {
  test.each<[z.ZodType, string]>([
    [z.string().min(1).max(255), 'string, 1 to 255 characters'],
    [z.string().length(12), 'string, exactly 12 characters'],
    [z.string().regex(/^\d{4}$/), 'string, matches ^\\d{4}$'],
    [z.iso.datetime(), 'string (date-time)'],
    [z.int(), 'integer'],
    [z.int().positive(), 'integer, above 0'],
    [z.int().min(0).max(50).default(5), 'integer, 0 to 50, default 5'],
    [z.array(z.string()).min(1), 'array of string, at least 1 items'],
    [z.record(z.string(), z.number()), 'map of number'],
    [z.enum(['phi', 'le-phi']), 'one of phi, le-phi'],
    [z.literal('order.paid'), 'order.paid'],
    [z.union([z.string(), z.null()]), 'string or null'],
    [z.string().meta({ examples: ['LP7K'] }), 'string, for example LP7K'],
    [z.unknown(), 'anything'],
  ])('%#: %s', (schema, text) => {
    expect(textOf(schema)).toBe(`Shape: ${text}`);
  });
});

describe('a schema with properties is a table', () => {
  test('of inner properties by dotted names', () => {
    const schema = z.object({
      payer: z.object({ name: z.string() }).optional(),
      lines: z.array(z.object({ parts: z.array(z.object({ deep: z.boolean() })) })),
    });

    expect(textOf(schema)).toBe(
      'Shape Property Meaning payer optional object payer.name string lines array of object ' +
        'lines[].parts array of object lines[].parts[].deep boolean',
    );
  });

  test('of the forms of a union one after another, each with what tells it apart', () => {
    const schema = z.object({
      fact: z.discriminatedUnion('type', [
        z.object({ type: z.literal('order.paid'), amountVnd: z.int() }),
        z.object({ type: z.literal('order.expired') }),
      ]),
    });

    expect(textOf(schema)).toContain(
      'when type is order.paid fact.type order.paid fact.amountVnd integer when type is order.expired fact.type order.expired',
    );
  });

  test('that ends, also when a schema is without end', () => {
    const endless: ApiSchema = { properties: {} };
    endless.properties = { again: endless };

    expect(tableText(endless).match(/again/g)?.length).toBeLessThan(100);
  });

  test('that links to a component instead of telling it again', () => {
    const schema = { properties: { obligor: { $ref: '#/components/schemas/Person' } }, required: ['obligor'] };

    expect(toMarkup(schemaTable(schema, 'Shape'))).toContain('<a href="#schema-Person">Person</a>');
  });
});

test('prose keeps its paragraphs, marks its code, and lets no markup through', () => {
  expect(toMarkup(html`${prose('First `code`.\n\nSecond <b>.')}`).trim()).toBe(
    '<p>First <code>code</code>.</p> <p>Second &lt;b&gt;.</p>',
  );
  expect(prose(undefined)).toEqual([]);
});
