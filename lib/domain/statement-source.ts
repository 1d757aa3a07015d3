import * as z from 'zod/mini';
import { rulesSchema } from './rules.ts';
import { instantSchema } from './time.ts';

/**
 * Whose list a merchant account is reconciled with: the provider's own of what was paid through it, the statement of the
 * beneficiary account at the bank, or what the treasury banked.
 */
export const sideSchema = z.enum(['provider', 'bank', 'treasury']);

export type Side = z.infer<typeof sideSchema>;

/** One kind of statement that a merchant account is reconciled with: how its files are read and matched. */
export const statementSourceSchema = z.object({
  version: z.int().check(z.positive()),
  accountId: z.string(),
  side: sideSchema,
  /** As `profileSchema` of lib/statements reads it. */
  profile: z.record(z.string(), z.unknown()),
  /** The account or unit that the files name; absent where they name none. */
  statementAccount: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  rules: rulesSchema,
  /** Switched off, no statement is expected and none is taken. */
  enabled: z.boolean(),
  changedAt: instantSchema,
});

export type StatementSource = z.infer<typeof statementSourceSchema>;
