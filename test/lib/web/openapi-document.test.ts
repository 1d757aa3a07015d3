import { describe, expect, test } from 'vitest';
import { follow, openApiDocumentSchema, refName } from '../../../lib/web/openapi-document.ts';

const info = { title: 'Sample', version: '1' };

describe('an OpenAPI document', () => {
  test('needs no more than a name and a version', () => {
    expect(openApiDocumentSchema.parse({ openapi: '3.1.1', info })).toMatchObject({
      paths: {},
      webhooks: {},
      components: { schemas: {} },
    });
  });

  test('keeps inner schemas to any depth and leaves out what no page shows', () => {
    const thing = {
      type: 'object',
      properties: { a: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } },
    };
    const document = { openapi: '3.1.1', info, 'x-own': 1, components: { schemas: { Thing: { ...thing, xml: {} } } } };

    expect(openApiDocumentSchema.parse(document).components.schemas).toEqual({ Thing: thing });
  });

  test.each([
    ['of another version', { openapi: '3.0.3', info }],
    ['without a title', { openapi: '3.1.1', info: { version: '1' } }],
    ['that is none', 'openapi'],
  ])('is refused when it is one %s', (_what, document) => {
    expect(openApiDocumentSchema.safeParse(document).success).toBe(false);
  });
});

describe('a reference', () => {
  const components = { Made: { description: 'Made' } };

  test('is known by its last part', () => {
    expect(refName('#/components/responses/Made')).toBe('Made');
  });

  test('leads to what it names; what is no reference is itself', () => {
    expect(follow<{ $ref?: string; description?: string }>({ $ref: '#/components/responses/Made' }, components)).toBe(
      components.Made,
    );
    expect(follow<{ $ref?: string; description?: string }>({ description: 'Own' }, components)).toEqual({
      description: 'Own',
    });
  });

  test('into nothing is refused', () => {
    expect(() => follow<{ $ref?: string }>({ $ref: '#/components/responses/None' }, {})).toThrow('responses/None');
  });
});
