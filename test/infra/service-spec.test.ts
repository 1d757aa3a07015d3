import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { describe, expect, test } from 'vitest';
import { synthesize, type Template } from './synthesized.ts';

const spec = loadAwsServiceSpecSync();

type Properties = ReturnType<typeof findResource>['properties'];
type PropertyType = Properties[string]['type'];

const findResource = (type: string) => spec.lookup('resource', 'cloudFormationType', 'equals', type).only();

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Only a deploy knows the value of these. */
const isIntrinsic = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).length === 1 && /^(Ref|Fn::.+)$/.test(Object.keys(value)[0]!);

function checkProperties(properties: Properties, value: Record<string, unknown>, path: string): string[] {
  const unknown = Object.keys(value).filter((name) => !(name in properties));
  const missing = Object.keys(properties).filter((name) => properties[name]!.required && !(name in value));
  const known = Object.entries(value).filter(([name]) => name in properties);
  return [
    ...unknown.map((name) => `${path}.${name} is unknown`),
    ...missing.map((name) => `${path}.${name} is missing`),
    ...known.flatMap(([name, inner]) => checkType(properties[name]!.type, inner, `${path}.${name}`)),
  ];
}

/** Types that are not here (tags, dates, JSON) are not looked into. */
const fits: Partial<Record<PropertyType['type'], (value: unknown) => boolean>> = {
  ref: isObject,
  map: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
};

function checkType(type: PropertyType, value: unknown, path: string): string[] {
  if (isIntrinsic(value)) return [];
  if (type.type === 'union') {
    const faults = type.types.map((one) => checkType(one, value, path));
    return faults.find((found) => found.length === 0) ?? faults.flat();
  }
  if (fits[type.type]?.(value) === false) return [`${path} is no ${type.type}`];
  return isObject(value) || Array.isArray(value) ? checkInside(type, value, path) : [];
}

function checkInside(type: PropertyType, value: object, path: string): string[] {
  if (type.type === 'ref') {
    const { properties } = spec.get('typeDefinition', type.reference.$ref);
    return checkProperties(properties, { ...value }, path);
  }
  if (type.type !== 'array' && type.type !== 'map') return [];
  return Object.entries(value).flatMap(([key, inner]) => checkType(type.element, inner, `${path}.${key}`));
}

function check(template: Template): string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties }]) =>
    checkProperties(findResource(Type).properties, Properties, id),
  );
}

describe('the resource database of AWS', () => {
  const templates = synthesize('prod');

  test('knows every type and property of the data stack', () => {
    expect(check(templates.data)).toEqual([]);
  });

  test('knows every type and property of the other stack', () => {
    expect(check(templates.lephi)).toEqual([]);
  });

  test('finds what is unknown, missing or of a wrong type', () => {
    const Properties = { Runtime: 24, Code: { S3Buckets: 'b' }, TracingConfig: 'Active' };

    expect(check({ Resources: { It: { Type: 'AWS::Lambda::Function', Properties } } })).toEqual([
      'It.Role is missing',
      'It.Runtime is no string',
      'It.Code.S3Buckets is unknown',
      'It.TracingConfig is no ref',
    ]);
  });
});
