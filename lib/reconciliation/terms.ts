import * as z from 'zod/mini';
import { joinSchema } from '../domain/bank-day.ts';
import { calendarSchema } from '../domain/calendar.ts';
import { merchantAccountSchema } from '../domain/merchant-account.ts';
import { bankDayNameSchema, periodSchema } from '../domain/run.ts';
import { rulesSchema } from '../domain/rules.ts';
import { profileSchema } from '../statements/profile.ts';

const { provider, beneficiaryAccount, options } = merchantAccountSchema.shape;

/**
 * Everything that a run goes by beside the statement's bytes and the snapshot, written down when it begins: changes of
 * configuration afterwards do not reach it, and whoever replays it needs no table.
 */
export const termsSchema = z.object({
  format: z.literal('lephi-terms/1'),
  ...bankDayNameSchema.shape,
  period: periodSchema,
  provider,
  beneficiaryAccount,
  options,
  profile: profileSchema,
  statementAccount: z.optional(z.string()),
  rules: rulesSchema,
  calendar: calendarSchema,
  /** What officers have joined by hand, in order of line: it goes before every rule. */
  joins: z.optional(z.array(joinSchema)),
});

export type Terms = z.infer<typeof termsSchema>;
