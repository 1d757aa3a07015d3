import * as z from 'zod/mini';
import { merchantAccountSchema } from '../domain/merchant-account.ts';
import { sideSchema } from '../domain/statement-source.ts';
import { vietnamDaySchema } from '../domain/time.ts';
import { cursorSchema } from './paging.ts';

const days = { from: vietnamDaySchema, to: vietnamDaySchema };

const ofAccount = {
  account: merchantAccountSchema.shape.id,
  side: z.optional(z.enum(['bank', 'provider'])),
  ...days,
};

const day = '\\d{4}-\\d\\d-\\d\\d';

/** Of the longest name of a movement, with all that stands around it. */
const cursorLengthMax = 2400;

/** The query of `GET /v1/reconciliation/reports/overview`. */
export const overviewQuerySchema = z.object(ofAccount);

/** The query of `GET /v1/reconciliation/reports/detail`: pages end where the run's own pages do. */
export const detailQuerySchema = z.object({
  ...ofAccount,
  after: cursorSchema(new RegExp(`^${day}\\n[^\\uFFFD]*$`), cursorLengthMax),
});

/** The query of `GET /v1/reconciliation/reports/collections`. */
export const collectionsQuerySchema = z.object({
  ...ofAccount,
  after: cursorSchema(
    new RegExp(
      `^(?:entries\\n${day}\\n\\d\\n(?:${day}T[\\d:.]{12}Z\\nMOVEMENT#[^\\n]{1,512}\\nMOVEMENT)?|fees\\n${day}\\n0\\n[^\\uFFFD]*)$`,
    ),
    cursorLengthMax,
  ),
});

/** The query of `GET /v1/reconciliation/reports/discrepancies`. */
export const discrepanciesQuerySchema = z.object({
  account: z.optional(ofAccount.account),
  side: z.optional(sideSchema),
  ...days,
  after: cursorSchema(new RegExp(`^[a-z-]{1,40}(?:\\n${day}T[\\d:.]{12}Z\\nDISCREPANCY#[0-9a-f]{32}\\nDISCREPANCY)?$`)),
});
