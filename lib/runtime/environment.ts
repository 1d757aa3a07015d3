import * as z from 'zod/mini';

const environmentSchema = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  STAGE: z.string().check(z.minLength(1)),
  WEBHOOK_KEY_SECRET: z.string().check(z.minLength(1)),
  MERCHANT_SECRET_PREFIX: z.string().check(z.minLength(1)),
  WEBHOOK_RECEIVERS: z.enum(['any', 'https-only']),
});

/** What the stack tells a function, read once. Names of secrets are in it, secrets never. */
export const environment = environmentSchema.parse(process.env);
