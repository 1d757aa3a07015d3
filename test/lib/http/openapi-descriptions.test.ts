import { describe, expect, test } from 'vitest';
import { descriptionOf, descriptions } from '../../../lib/http/openapi-descriptions.ts';
import { document, operations, type Schema } from './described-api.ts';

/** `Order.id` and all other properties, with what is said of them. */
const listProperties = (name: string, { properties, items }: Schema): [string, string | undefined][] => [
  ...Object.entries(properties ?? {}).flatMap(([key, property]): [string, string | undefined][] => [
    [`${name}.${key}`, property.description],
    ...listProperties(`${name}.${key}`, property),
  ]),
  ...(items ? listProperties(name, items) : []),
];

const properties = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
  listProperties(name, schema),
);

const webhooks = Object.values(document.webhooks).map(({ post }) => post);
const parameters = [...operations, ...webhooks].flatMap((operation) => operation.parameters ?? []);

describe('what is said of a property', () => {
  test('is said of each', () => {
    expect(properties.filter(([, description]) => description === undefined)).toEqual([]);
  });

  test('is said of each parameter', () => {
    expect(parameters.filter(({ description }) => description === undefined)).toEqual([]);
  });

  test('is said of none that is not there', () => {
    const there = new Set([
      ...properties.map(([name]) => name.replace(/^\w+Webhook\./, 'Webhook.')),
      ...parameters.map(({ name }) => `Parameter.${name}`),
    ]);

    expect(Object.keys(descriptions).filter((name) => !there.has(name))).toEqual([]);
  });

  test('is the same for all webhooks', () => {
    expect(descriptionOf('PaidWebhook', 'data.orderId')).toBe(descriptionOf('CancelledWebhook', 'data.orderId'));
    expect(descriptionOf('Order', 'nothing')).toBeUndefined();
  });
});
