import fc from 'fast-check';
import { document, type Schema } from '../lib/http/described-api.ts';
import { agencyCode, beneficiaryAccount, dossierCode, start } from '../samples.ts';

/** Another seed at each run; `FUZZ_SEED=…` repeats one. Tests name it, so that a failure can be had again. */
export const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

type Keywords = Schema & {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
};

/** Texts that have broken other people's software. */
const hostileTexts = [
  '',
  '\u0000',
  '\ud800',
  '\ufeff',
  '\u202e',
  '😀'.repeat(100),
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR 1=1 --",
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  'a'.repeat(3000),
  '9'.repeat(400),
  'NaN',
  '2026-02-30',
];

const hostileNumbers = [0, -0, -1, 0.1, 1e21, 2 ** 53, -(2 ** 53), Number.MAX_VALUE, Number.MIN_VALUE];

/** Any JSON at all, with a taste for what breaks things. */
export const hostileJson: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...hostileTexts, ...hostileNumbers, null, true, [], {}, [[]]),
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.dictionary(fc.constantFrom(...hostileTexts), fc.constantFrom<unknown>(...hostileTexts, ...hostileNumbers)),
);

/** Codes that the sample world knows, so that some requests get as far as the table. */
const knownTexts: Readonly<Record<string, string>> = { agencyCode, dossierCode, ...beneficiaryAccount };

const textOf = ({ pattern, format, maxLength = 300 }: Keywords): fc.Arbitrary<string> => {
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.webUrl({ withQueryParameters: true });
  if (format === 'date-time')
    return fc
      .date({ min: new Date(start), max: new Date('2028-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString());
  if (pattern === undefined || pattern.includes('\\p') || pattern.includes('\\P'))
    return fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(maxLength, 60) });
  return fc.stringMatching(new RegExp(pattern));
};

const wellFormed = (schema: Keywords, name: string): fc.Arbitrary<unknown> => {
  const known = knownTexts[name];
  if (known !== undefined) return fc.oneof({ weight: 9, arbitrary: fc.constant(known) }, textOf(schema));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer') return fc.oneof(fc.integer({ min: 1, max: 5_000_000 }), fc.maxSafeNat());
  if (schema.type === 'array') return fc.array(arbitraryOf(schema.items ?? {}), { minLength: 1, maxLength: 4 });
  if (schema.properties) return objectOf(schema, schema.properties);
  if (schema.additionalProperties) return fc.dictionary(fc.string(), arbitraryOf(schema.additionalProperties));
  return textOf(schema);
};

/** What is optional is there one time in four, except what makes a request one of the sample world. */
const propertyOf = (name: string, property: Schema, required: readonly string[]): fc.Arbitrary<unknown> =>
  required.includes(name) || name in knownTexts
    ? arbitraryOf(property, name)
    : fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: arbitraryOf(property, name) });

const objectOf = ({ required = [] }: Keywords, properties: Readonly<Record<string, Schema>>): fc.Arbitrary<unknown> =>
  fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, propertyOf(name, property, required)]),
    ),
  );

/** A value as a schema of the OpenAPI document wants it, with something hostile here and there. */
const arbitraryOf = (schema: Keywords, name = ''): fc.Arbitrary<unknown> => {
  if (schema.$ref !== undefined)
    return arbitraryOf(document.components.schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {}, name);
  return fc.oneof(
    { weight: 60, arbitrary: wellFormed(schema, name) },
    { weight: 1, arbitrary: hostileJson },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
};

/** A body of `POST /v1/orders`: mostly of the right form, seldom of the right content. */
export const orderRequests: fc.Arbitrary<unknown> = arbitraryOf({ $ref: '#/components/schemas/OrderRequest' });

/** A body of `POST /v1/desk/proposals`, of either kind: mostly of the right form, seldom of the right content. */
export const proposalRequests: fc.Arbitrary<unknown> = fc.oneof(
  arbitraryOf({ $ref: '#/components/schemas/RefundRequest' }),
  arbitraryOf({ $ref: '#/components/schemas/ApplicationRequest' }),
);

/** A body that tells of a transfer. */
export const transferRequests: fc.Arbitrary<unknown> = arbitraryOf({ $ref: '#/components/schemas/Transfer' });

/** Anything that can stand in a path or a query: escapes good and bad, and texts of all alphabets. */
export const targetTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...hostileTexts.filter((text) => text.isWellFormed())).map(encodeURIComponent),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map(encodeURIComponent),
  fc.stringMatching(/^[\w.~%+&=/-]{0,40}$/),
);

/** Whether API Gateway can decode the path of a target; it refuses others by itself. */
export const isDecodable = (target: string): boolean => {
  try {
    decodeURIComponent(target.split('?')[0]!);
    return true;
  } catch {
    return false;
  }
};
