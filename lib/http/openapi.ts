import { createDocument, type CreateDocumentOptions } from 'zod-openapi';
import { descriptionOf } from './openapi-descriptions.ts';
import { deskPaths } from './openapi-desk.ts';
import { paths, webhooks } from './openapi-operations.ts';
import { reconciliationPaths } from './openapi-reconciliation.ts';
import { reportPaths } from './openapi-reports.ts';

type Document = ReturnType<typeof createDocument>;
type Schema = NonNullable<NonNullable<Document['components']>['schemas']>[string];

const paragraphs = (...texts: readonly string[]): string => texts.join('\n\n');

const description = paragraphs(
  'Payment orders for government fees, charges, taxes and fines in Viet Nam. A portal asks for what a dossier owes and ' +
    'sends the payer to the order’s `checkoutUrl`; when a bank has confirmed the money, the portal is told by a webhook.',
  'Amounts are whole đồng, as JSON integers. Instants are UTC in ISO 8601. Days are days in Viet Nam. A body is JSON of ' +
    'at most 32 kB in UTF-8. Live with fields that this page does not name yet.',
  'A request that failed in doubt, with no answer, a 5xx or a 429, is safe to send again: give each order that you want ' +
    'an `Idempotency-Key` of its own, keep it with your dossier, and repeat it. Wait a second at first, then ever longer.',
  'What is refused is answered as `application/problem+json` (RFC 9457). Go by its `code`; its texts are for people, in ' +
    'Vietnamese when `Accept-Language` begins with `vi`, else in English. A request that is refused stores nothing.',
  'A list comes in pages. When an answer has a `next`, ask again with it as `after`.',
);

const aboutKeys = paragraphs(
  'Each request carries `Authorization: Bearer` and a key that an operator made for your client. Lephi keeps only its ' +
    'hash, so it is shown once. A client has as many keys as it needs to change them without a pause, and sees only ' +
    'the orders of its own agencies.',
);

const aboutOfficers = paragraphs(
  'Officers call `/v1/desk` and `/v1/reconciliation` with an access token that the finance office’s own OpenID Connect issuer signed for it: a ' +
    'JWT by RS256, PS256, ES256 or EdDSA, with `iss`, `aud`, `sub` and `exp`. Its `sub` tells officers apart, its `name` ' +
    'is for people, and its `roles` say what they may do: `finance-officer` asks for refunds and applications, enters ' +
    'transfers, brings statements, closes days, accepts and ends doubt; `finance-approver` approves or declines, and may ask; `auditor` reads. Nobody ' +
    'approves what they asked for.',
);

const aboutDesk =
  'For finance officers: money that made no order paid, refunds, and what no question settled. Whatever moves money is ' +
  'asked for by one officer and approved by another; everything that an officer does stands in a journal.';

const aboutReconciliation =
  'For finance officers: each statement of a bank, a provider or the treasury against what Lephi counts, day by day. A ' +
  'report is the same bytes from the same statement, the same snapshot of our side and the same rules, on any machine. ' +
  'What it cannot explain is a discrepancy, and waits.';

const aboutWebhooks =
  'What Lephi calls at your portal, following Standard Webhooks: check `webhook-signature` over the bytes of the body ' +
  'before you read them (there are libraries for it). The webhooks of one order come one at a time and in sequence. ' +
  'Answer with a 2xx within three seconds and do your work afterwards: what is not answered so is sent again over ' +
  'three days, with ten seconds to answer. What became of each try stands in the delivery log of the order; what you ' +
  'missed can be sent again.';

/**
 * Leaves out what zod says beyond what a caller needs: patterns that only repeat a format, the bounds of what a double
 * holds, that there are no further properties, because there may be some day, and that all names of a closed list are
 * there, which linters look for among the properties.
 */
const simplify: CreateDocumentOptions['override'] = ({ jsonSchema }) => {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.propertyNames !== undefined) delete jsonSchema.required;
  delete jsonSchema.readOnly;
};

type Described = { description?: string };

const describe = (described: Described, component: string, path: string): void => {
  const description = descriptionOf(component, path);
  if (description !== undefined) described.description = description;
};

/** Says of each property what it is; of inner ones too, where they are not components of their own. */
const describeProperties = (component: string, schema: Schema, path = ''): void => {
  if (typeof schema === 'boolean' || '$ref' in schema) return;
  if (schema.items !== undefined) describeProperties(component, schema.items, path);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (typeof property === 'boolean') continue;
    describe(property, component, path + name);
    describeProperties(component, property, `${path}${name}.`);
  }
};

const describeParameters = (called: Document['paths'] = {}): void => {
  const operations = Object.values(called).flatMap((item) => [item.get, item.post]);
  for (const parameter of operations.flatMap((operation) => operation?.parameters ?? []))
    if ('name' in parameter) describe(parameter, 'Parameter', parameter.name);
};

/** The OpenAPI 3.1 document of the APIs for portals and officers, made from the very schemas that requests are parsed by. */
export const openApiDocument = (): Document => {
  const document = createDocument(
    {
      openapi: '3.1.1',
      info: { title: 'Lephi', version: '1', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: '/', description: 'Where this document was found' }],
      tags: [
        { name: 'Orders', description: 'What an obligor owes for one dossier, and what became of it' },
        { name: 'Desk', description: aboutDesk },
        { name: 'Reconciliation', description: aboutReconciliation },
        { name: 'Webhooks', description: aboutWebhooks },
      ],
      security: [{ bearerKey: [] }],
      components: {
        securitySchemes: {
          bearerKey: { type: 'http', scheme: 'bearer', description: aboutKeys },
          officerToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: aboutOfficers },
        },
      },
      paths: { ...paths, ...deskPaths, ...reconciliationPaths, ...reportPaths },
      webhooks,
    },
    { override: simplify },
  );
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) describeProperties(name, schema);
  describeParameters(document.paths);
  describeParameters(document.webhooks);
  return document;
};
