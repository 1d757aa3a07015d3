import * as z from 'zod/mini';
import { agencyCodeSchema, budgetCodeSchema, dossierCodeSchema, procedureCodeSchema } from './codes.ts';
import { says } from './field-messages.ts';
import { amountVndSchema } from './money.ts';
import { orderIdSchema } from './order-id.ts';
import { instantSchema } from './time.ts';

/** Text of a person's making: composed (NFC) so that equal looks are equal bytes, on one line, not blank, and
 * nothing that turns the direction of writing or stands for what could not be read. */
export const plainText = (charactersMax: number): z.ZodMiniString =>
  z
    .string()
    .check(
      z.normalize('NFC'),
      z.trim(),
      z.minLength(1),
      z.maxLength(charactersMax),
      z.regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFFFD]*$/u, says('has-control-characters')),
    );

/** Who pays, or who owes: a citizen or a company. */
export const personSchema = z
  .object({
    name: plainText(255),
    phone: z.optional(z.string().check(z.regex(/^\+?\d{8,15}$/, says('not-a-phone-number')))),
    email: z.optional(z.email().check(z.maxLength(254))),
    idNumber: z.optional(z.string().check(z.regex(/^[0-9A-Z-]{5,20}$/, says('not-an-id-number')))),
  })
  .register(z.globalRegistry, { id: 'Person' });

/** The account that the money must reach, as its bank knows it: leading zeros are part of it. */
export const beneficiaryAccountSchema = z
  .object({
    bankCode: z.string().check(z.regex(/^[0-9A-Z]{2,20}$/, says('not-a-bank-code'))),
    accountNumber: z.string().check(z.regex(/^[0-9A-Z.]{4,30}$/, says('not-an-account-number'))),
  })
  .register(z.globalRegistry, { id: 'BeneficiaryAccount' });

/** phí, lệ phí, thuế, phạt: different things in law, with different receipts. */
const feeKindSchema = z.enum(['phi', 'le-phi', 'thue', 'phat']);

/** One fee, charge, tax or fine. */
export const feeLineSchema = z
  .object({
    kind: feeKindSchema,
    feeCode: z.string().check(z.regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/, says('not-a-fee-code'))),
    name: plainText(255),
    amountVnd: amountVndSchema,
    budgetCode: budgetCodeSchema,
  })
  .register(z.globalRegistry, { id: 'FeeLine' });

/** Any text that can be written as UTF-8: half a surrogate pair cannot. */
const wellFormedText = (charactersMax: number): z.ZodMiniString =>
  z.string().check(z.maxLength(charactersMax), z.regex(/^\P{Cs}*$/u, says('has-control-characters')));

/** The portal's own notes on an order, given back as they came: at most 2 kB as JSON. */
export const metadataSchema = z
  .record(wellFormedText(64), wellFormedText(1024))
  .check(z.refine((metadata) => Buffer.byteLength(JSON.stringify(metadata)) <= 2048, says('too-much-metadata')));

/** A web address that a payer's browser can be sent back to, as browsers write it: in visible ASCII. */
export const returnUrlSchema = z.url({ protocol: /^https?$/, hostname: /./, normalize: true }).check(z.maxLength(512));

/** What an order says that never changes after it is made. It is kept in the journal's first event. */
export const orderDetailsSchema = z.object({
  agencyCode: agencyCodeSchema,
  dossierCode: z.optional(dossierCodeSchema),
  /** The number of a decision of fine, in place of a dossier code. */
  decisionNumber: z.optional(plainText(64)),
  procedureCode: procedureCodeSchema,
  obligor: personSchema,
  payer: personSchema,
  lines: z.array(feeLineSchema).check(z.minLength(1), z.maxLength(50)),
  beneficiaryAccount: beneficiaryAccountSchema,
  expiresAt: instantSchema,
  replacesOrderId: z.optional(orderIdSchema),
  returnUrl: z.optional(returnUrlSchema),
  locale: z.enum(['vi', 'en']),
  metadata: z.optional(metadataSchema),
});

export type BeneficiaryAccount = z.infer<typeof beneficiaryAccountSchema>;
export type FeeLine = z.infer<typeof feeLineSchema>;
export type OrderDetails = z.infer<typeof orderDetailsSchema>;
/** The languages of pages and messages. */
export type Locale = OrderDetails['locale'];

/** What an order is about, as one text: a dossier, or a decision of fine. */
export const dossierKey = (of: Pick<OrderDetails, 'dossierCode' | 'decisionNumber'>): string =>
  of.dossierCode ?? `decision#${of.decisionNumber ?? ''}`;

/** Whether two accounts are the same one. */
export const isSameAccount = (one: BeneficiaryAccount, other: BeneficiaryAccount): boolean =>
  one.bankCode === other.bankCode && one.accountNumber === other.accountNumber;
