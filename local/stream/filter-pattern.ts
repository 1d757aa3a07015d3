import * as z from 'zod';

/** The part of Lambda's event filter language that Lephi uses. Anything else is refused when the template is read. */
const rule = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.string() }),
]);

type Rule = z.infer<typeof rule>;
type FilterPattern = { [key: string]: Rule[] | FilterPattern };

export const filterPattern: z.ZodType<FilterPattern> = z.record(
  z.string(),
  z.union([z.array(rule), z.lazy(() => filterPattern)], {
    error: 'only exact values, "exists" and "prefix" are known here',
  }),
);

/** Whether a record passes: every field of the pattern must hold, each by any one of its rules. */
export function matchesPattern(pattern: FilterPattern, value: unknown): boolean {
  const fields = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  return Object.entries(pattern).every(([key, expected]) => {
    const actual: unknown = fields.get(key);
    return Array.isArray(expected)
      ? expected.some((rule) => matchesRule(rule, actual))
      : matchesPattern(expected, actual);
  });
}

function matchesRule(rule: Rule, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return value === rule;
  if ('prefix' in rule) return typeof value === 'string' && value.startsWith(rule.prefix);
  // Lambda asks for existence of leaves only: an object is never one.
  const isLeaf = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  return isLeaf === rule.exists;
}
