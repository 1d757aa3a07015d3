import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import { refusals } from '../../../lib/domain/refusal.ts';
import { openApiDocument } from '../../../lib/http/openapi.ts';
import { renderApiPage } from '../../../lib/web/api-page.ts';
import { faultsOf, parsePage, textOf } from './parsed-page.ts';

const asJson = (document: unknown): unknown => JSON.parse(JSON.stringify(document));

const person = z
  .object({ name: z.string().min(1).max(255).meta({ description: 'As on the identity card' }) })
  .meta({ id: 'Person' });

const sample = asJson(
  createDocument({
    openapi: '3.1.1',
    info: { title: 'Sample', version: '7' },
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'Ask an operator' } } },
    paths: {
      '/things/{id}': {
        post: {
          summary: 'Make a thing',
          requestParams: {
            path: z.object({ id: z.string().regex(/^\d{4}$/) }),
            query: z.object({ limit: z.int().min(1).max(100).default(50) }),
          },
          requestBody: {
            content: {
              'application/json': {
                schema: z.object({
                  obligor: person,
                  lines: z.array(z.object({ kind: z.enum(['phi', 'le-phi']), at: z.iso.datetime() })).max(50),
                }),
              },
            },
          },
          responses: { '201': { description: 'Made', headers: z.object({ location: z.url() }) } },
        },
      },
    },
    webhooks: {
      paid: {
        post: { operationId: 'paid', summary: 'An order was paid', responses: { '200': { description: 'Taken' } } },
      },
    },
  }),
);

describe('the documentation page', () => {
  const { html } = renderApiPage(sample, refusals);

  test('shows parameters with where they stand, their bounds and defaults', async () => {
    const text = await textOf(html, 'main');

    expect(text).toContain('POST /things/{id}');
    expect(text).toContain('string, matches ^\\d{4}$ In the path.');
    expect(text).toContain('limit optional integer, 1 to 100, default 50 In the query.');
  });

  test('shows bodies and headers', async () => {
    const text = await textOf(html, 'main');

    expect(text).toContain('lines array of object, at most 50 items lines[].kind one of phi, le-phi');
    expect(text).toContain('Answer 201 Made Headers Header Meaning location string (uri)');
  });

  test('shows what is refused on a line each, under the answers', async () => {
    const problem = (description: string, headers = {}) => ({
      description,
      headers,
      content: { 'application/problem+json': { schema: { type: 'object' } } },
    });
    const responses = {
      '404': problem('`not-found`: There is none'),
      '200': { description: 'It is there' },
      '503': problem('`busy`: Try again', { 'Retry-After': { schema: { type: 'string' } } }),
    };
    const info = { title: 'a', version: '1' };
    const page = renderApiPage({ openapi: '3.1.0', info, paths: { '/a': { get: { responses } } } }, {});

    expect(await textOf(page.html, 'main')).toContain(
      'Answer 200 It is there Refused 404 not-found: There is none. 503 busy: Try again. With the header Retry-After.',
    );
  });

  test('links a component to its own section, and lists webhooks', async () => {
    const tree = await parsePage(html);

    expect(tree.querySelector('a[href="#schema-Person"]')?.textContent).toBe('Person');
    expect(tree.querySelector('#schema-Person')?.textContent).toBe('Person');
    expect(tree.querySelector('#paid')?.textContent).toBe('An order was paid');
  });

  test('refuses what is no OpenAPI 3.1 document, and one with a reference into nothing', () => {
    expect(() => renderApiPage({ openapi: '3.0.0', info: {} }, refusals)).toThrow(z.ZodError);
    const info = { title: 'a', version: '1' };
    const get = { responses: { '200': { $ref: '#/components/responses/None' } } };
    expect(() => renderApiPage({ openapi: '3.1.0', info, paths: { '/a': { get } } }, refusals)).toThrow(
      'responses/None',
    );
  });
});

describe('the documentation page of our own API', () => {
  const { html, contentSecurityPolicy } = renderApiPage(asJson(openApiDocument()), refusals);

  test('is valid HTML under 300 kB that runs nothing', async () => {
    expect(await faultsOf(html)).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(300_000);
    expect(html).not.toContain('<script');
    expect(contentSecurityPolicy).not.toContain('script-src');
  });

  test('has every refusal under its anchor', async () => {
    const tree = await parsePage(html);

    for (const code of Object.keys(refusals))
      expect(tree.querySelector(`#problem-${code}`)?.textContent).toContain(code);
  });

  test('has no link into nothing', async () => {
    const tree = await parsePage(html);
    const ids = new Set(tree.querySelectorAll('[id]').map(({ id }) => id));
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);

    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((id) => !ids.has(id))).toEqual([]);
  });
});
