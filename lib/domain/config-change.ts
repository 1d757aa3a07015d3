import * as z from 'zod/mini';
import { instantSchema } from './time.ts';

/** What can happen to a configuration item. */
const configActionSchema = z.enum([
  'added',
  'changed',
  'switched-on',
  'switched-off',
  'merchant-account-added',
  'bearer-key-made',
  'bearer-key-revoked',
  'webhook-key-rotated',
  'merchant-key-set',
  'previous-merchant-key-dropped',
  'api-token-set',
]);

export type ConfigAction = z.infer<typeof configActionSchema>;

/**
 * A fact in the journal of a configuration item: who changed it, when, how, and what it said afterwards. It is told
 * of keys by their ids alone.
 */
export const configChangeSchema = z.object({
  version: z.literal(1),
  at: instantSchema,
  by: z.string(),
  action: configActionSchema,
  after: z.record(z.string(), z.unknown()),
});

export type ConfigChange = z.infer<typeof configChangeSchema>;

/** Who makes a change: a name at a terminal. */
export const authorSchema = z.string().check(z.trim(), z.minLength(1)).check(z.maxLength(255));
