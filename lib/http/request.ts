import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { jsonPointer, refuseField } from '../domain/field-errors.ts';
import { says } from '../domain/field-messages.ts';
import type { Locale } from '../domain/order-details.ts';
import { Refusal } from '../domain/refusal.ts';

const bodyBytesMax = 32 * 1024;

/** The body as text, as it came. */
export const bodyText = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string =>
  isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;

/** The public origin under which this very request came: a custom domain, the API's own, or this machine. */
export const originOf = ({ requestContext, headers }: APIGatewayProxyEventV2): string =>
  `${headers['x-forwarded-proto'] ?? 'https'}://${requestContext.domainName}`;

/** English unless Vietnamese is asked for first: programs rarely say, and their logs are read with this API's fields. */
export const languageOf = ({ headers }: APIGatewayProxyEventV2): Locale =>
  /^\s*vi\b/i.test(headers['accept-language'] ?? '') ? 'vi' : 'en';

/**
 * The JSON body of a request.
 *
 * @throws Refusal body-too-large, unsupported-media-type or malformed-json
 */
export const readJson = (event: APIGatewayProxyEventV2): unknown => {
  const text = bodyText(event);
  if (Buffer.byteLength(text) > bodyBytesMax) throw new Refusal('body-too-large');
  if (!/^application\/json\s*(?:;|$)/i.test(event.headers['content-type'] ?? ''))
    throw new Refusal('unsupported-media-type');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('malformed-json');
  }
};

/**
 * The query of a request. API Gateway joins what is given twice by a comma, which nobody meant.
 *
 * @throws Refusal validation-failed when a name is given more than once
 */
export const readQuery = ({ rawQueryString }: APIGatewayProxyEventV2): Readonly<Record<string, string>> => {
  const pairs = [...new URLSearchParams(rawQueryString)];
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw refuseField(jsonPointer([twice]), says('given-twice'));
  return Object.fromEntries(pairs);
};

/** The form of an `Idempotency-Key`: 1 to 255 visible ASCII characters. */
export const idempotencyKeySchema = z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/));

/**
 * The key under which a caller asks for something to be made once.
 *
 * @throws Refusal idempotency-key-missing, also when it has another form
 */
export const getIdempotencyKey = ({ headers }: APIGatewayProxyEventV2): string => {
  const key = idempotencyKeySchema.safeParse(headers['idempotency-key']);
  if (!key.success) throw new Refusal('idempotency-key-missing');
  return key.data;
};
