import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { openApiDocument } from '../../../lib/http/openapi.ts';
import type { HttpAnswer } from './http-call.ts';

type Ref = { readonly $ref: string };
type Content = Readonly<
  Record<string, { readonly schema: Ref; readonly examples?: Readonly<Record<string, unknown>> }>
>;
type Parameter = { readonly name: string; readonly description?: string };

type Described = {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

/** What tests read of a schema. */
export type Schema = {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: Described }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** The OpenAPI document as its readers get it. */
export const document: Document = JSON.parse(JSON.stringify(openApiDocument()));

/** Every object closed: a field that is answered and not described is found. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in inner && inner.type === 'object' ? { additionalProperties: false, ...inner } : inner;
};

const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
addFormats.default(ajv);
const schemas = JSON.stringify(closed(document.components.schemas)).replaceAll('#/components/schemas/', 'api#/$defs/');
ajv.addSchema({ $id: 'api', $defs: JSON.parse(schemas) });

const validators = new Map<string, ValidateFunction>();

/** Expects a value to be as a component of the document says, with no field that it does not name. */
export const expectSchema = (component: string, value: unknown): void => {
  const validate = validators.get(component) ?? ajv.compile({ $ref: `api#/$defs/${component}` });
  validators.set(component, validate);
  expect(validate(value) ? [] : validate.errors).toEqual([]);
};

/** An operation of the document, with where it is. */
type Operation = Described & { readonly method: string; readonly path: string };

export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
);

const isDesk = ({ path }: Operation): boolean => path.startsWith('/v1/desk');

const isReconciliation = ({ path }: Operation): boolean => path.startsWith('/v1/reconciliation');

export const portalOperations = operations.filter((operation) => !isDesk(operation) && !isReconciliation(operation));
export const reconciliationOperations = operations.filter(isReconciliation);
export const deskOperations = operations.filter(isDesk);

/** The codes of the problems that an operation is said to have. */
export const codesOf = ({ responses }: Operation): string[] =>
  Object.values(responses).flatMap(({ content }) => Object.keys(content?.['application/problem+json']?.examples ?? {}));

/**
 * Expects an answer to be one that the document promises for an operation; a problem, one of those that it names. Of bytes
 * nothing more is promised.
 */
export const expectPromised = ({ operationId, responses }: Operation, { status, headers, body }: HttpAnswer): void => {
  const mediaType = headers['content-type']?.split(';')[0] ?? '';
  const promised = responses[status]?.content?.[mediaType];
  expect(promised, `${operationId} answered ${status} ${mediaType}: ${body}`).toBeDefined();
  if (mediaType === 'application/octet-stream') return;
  const answered = JSON.parse(body);
  expectSchema(promised!.schema.$ref.replace('#/components/schemas/', ''), answered);
  if (mediaType === 'application/problem+json') expect(Object.keys(promised!.examples ?? {})).toContain(answered.code);
};
