import * as z from 'zod';
import type { Outcome } from '../lambda/runtime-api.ts';

export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

const structuredAnswer = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** What API Gateway itself says when it has nothing else to say. */
export function gatewayAnswer(status: number, message: string): HttpAnswer {
  const body = Buffer.from(JSON.stringify({ message }));
  return { status, headers: { 'content-type': 'application/json' }, body };
}

/** Turns what a function gave back into HTTP, by the rules of payload format 2.0. */
export function makeHttpAnswer(outcome: Outcome): HttpAnswer {
  if (outcome.kind === 'failure') return gatewayAnswer(500, 'Internal Server Error');
  const { payload } = outcome;
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) return inferAnswer(payload);
  const parsed = structuredAnswer.safeParse(payload);
  if (!parsed.success) return gatewayAnswer(500, 'Internal Server Error');
  const { data } = parsed;
  const headers = Object.entries(data.headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status: data.statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries<string>(headers),
      ...(data.cookies.length > 0 && { 'set-cookie': data.cookies }),
    },
    body: Buffer.from(data.body, data.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** A value without a status code is the body of a 200 in JSON. */
function inferAnswer(payload: unknown): HttpAnswer {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
}
