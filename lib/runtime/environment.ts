import * as z from 'zod/mini';

const environmentSchema = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  STAGE: z.string().check(z.minLength(1)),
  WEBHOOK_KEY_SECRET: z.string().check(z.minLength(1)),
  MERCHANT_SECRET_PREFIX: z.string().check(z.minLength(1)),
  WEBHOOK_RECEIVERS: z.enum(['any', 'https-only']),
  /** Where officers sign in, and for whom their tokens are; only the function that they call is told. */
  OFFICER_ISSUER: z._default(z.string(), ''),
  OFFICER_AUDIENCE: z._default(z.string(), ''),
  /** Where statements and reports are kept; only the functions that may touch it are told. */
  STATEMENTS_BUCKET: z._default(z.string(), ''),
});

/** What the stack tells a function, read once. Names of secrets are in it, secrets never. */
export const environment = environmentSchema.parse(process.env);
