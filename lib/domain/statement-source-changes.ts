import * as z from 'zod/mini';
import { says } from './field-messages.ts';
import { type Rules, rulesSchema } from './rules.ts';
import { statementSourceSchema } from './statement-source.ts';

const { accountId, side, profile, statementAccount } = statementSourceSchema.shape;

/** What an operator says of a statement source: all of it, each time. A run names the rules by their ids. */
export const newStatementSourceSchema = z.strictObject({
  accountId,
  side,
  profile,
  statementAccount,
  rules: rulesSchema.check(
    z.superRefine(({ rules }, context) => {
      const ids = rules.map(({ id }) => id);
      for (const [index, id] of ids.entries())
        if (ids.indexOf(id) < index)
          context.addIssue({ code: 'custom', path: ['rules', index, 'id'], message: says('given-twice') });
    }),
  ),
});

/**
 * Whether rules may follow others: any change counts their version up, so that one version of one source has one meaning
 * for ever.
 */
export const mayFollow = (before: Rules, after: Rules): boolean => {
  const textOf = ({ version: _, ...rest }: Rules): string => JSON.stringify(rulesSchema.parse({ ...rest, version: 1 }));
  return after.version > before.version || (after.version === before.version && textOf(after) === textOf(before));
};
