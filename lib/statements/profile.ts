import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1), z.maxLength(200));

/** Names that a bank gives to one thing; case and the width of spaces do not matter. */
const names = z.array(text).check(z.minLength(1), z.maxLength(20));

/** Values of a column that mean the same; they are compared exactly. */
const values = z.array(z.string().check(z.maxLength(40))).check(z.minLength(1), z.maxLength(50));

/** Lines that are told by phrases in their texts. Accents and case do not matter; the first that fits counts. */
const lineKinds = z._default(
  z.array(
    z.strictObject({
      kind: z.enum(['bank-charge', 'sweep', 'refund', 'not-ours']),
      direction: z.enum(['in', 'out']),
      phrases: names,
    }),
  ),
  [],
);

const common = {
  name: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(60)),
  /** Where the layout is known from, and how well. */
  source: z.string().check(z.minLength(1), z.maxLength(2000)),
  lineKinds,
  /** Which lines the file's own control totals count. */
  controlTotals: z._default(z.enum(['every-line', 'all-but-failed']), 'every-line'),
};

/** One column with an amount and a sign, a column for each direction, an amount with a flag, or money in alone. */
const direction = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('two-columns'), in: names, out: names }),
  z.strictObject({ rule: z.literal('signed'), amount: names }),
  z.strictObject({ rule: z.literal('flag'), amount: names, flag: names, in: values, out: values }),
  z.strictObject({ rule: z.literal('always-in'), amount: names }),
]);

/**
 * Where a fact of the header stands: behind a label, in the same cell or the next one that is not empty; in a column of
 * the row that a label begins; or in a column of every line.
 */
const place = z.union([z.strictObject({ label: names, under: z.optional(names) }), z.strictObject({ column: names })]);

const facts = z._default(
  z.strictObject({
    account: z.optional(place),
    from: z.optional(place),
    to: z.optional(place),
    openingVnd: z.optional(place),
    closingVnd: z.optional(place),
    count: z.optional(place),
    sumVnd: z.optional(place),
    sumInVnd: z.optional(place),
    sumOutVnd: z.optional(place),
    number: z.optional(place),
  }),
  {},
);

/** What CSV and XLSX have in common: a row that names the columns, and lines below it. */
const table = {
  ...common,
  columns: z
    .strictObject({
      bookedOn: z.optional(names),
      at: z.optional(names),
      transactionId: z.optional(names),
      reference: z.optional(names),
      text: z.optional(names),
    })
    .check(z.refine(({ bookedOn, at }) => bookedOn !== undefined || at !== undefined, 'needs bookedOn or at')),
  direction,
  numbers: z.enum(['1.234.567,89', '1,234,567.89']),
  dates: z.array(z.enum(['dd/MM/yyyy', 'yyyy-MM-dd', 'yyyyMMdd'])).check(z.minLength(1)),
  /** What the values of a status column mean; without one every line is paid. */
  status: z.optional(
    z.strictObject({ column: names, paid: values, failed: z.optional(values), reversed: z.optional(values) }),
  ),
  facts,
  /** How rows begin that are neither lines nor facts, such as signatures. */
  ignoredRows: z.optional(names),
};

const encoding = z.enum(['utf-8', 'utf-16', 'windows-1258']);

const camtReference = z.enum(['AcctSvcrRef', 'NtryRef', 'EndToEndId', 'TxId', 'InstrId', 'MsgId', 'PmtInfId', 'UETR']);

const camt = {
  ...common,
  /** The first of these that an entry has. */
  transactionId: z.array(camtReference).check(z.minLength(1)),
  reference: z.array(camtReference),
  /**
   * What RvslInd does: by ISO 20022 the entry's CdtDbtInd is already that of the reversal; some banks leave it as it was
   * on the entry that is reversed, and mean the opposite.
   */
  reversals: z.enum(['as-marked', 'flipped']),
};

const mt940Reference = z.enum(['bank', 'customer']);

/** How the files of one bank are to be read. Unknown names are refused, so that a typo is not a silent gap. */
export const profileSchema = z.discriminatedUnion('format', [
  z.strictObject({
    ...table,
    format: z.literal('csv'),
    delimiter: z.enum([',', ';', '\t', '|']),
    encoding,
  }),
  z.strictObject({
    ...table,
    format: z.literal('xlsx'),
    /** The first sheet when none is named. */
    sheet: z.optional(text),
  }),
  z.strictObject({ ...common, format: z.literal('daily-bank-json') }),
  z.strictObject({ ...common, format: z.literal('daily-treasury-json') }),
  z.strictObject({ ...camt, format: z.literal('camt.053') }),
  z.strictObject({ ...camt, format: z.literal('camt.054') }),
  z.strictObject({
    ...common,
    format: z.literal('mt940'),
    encoding,
    transactionId: z.array(mt940Reference).check(z.minLength(1)),
    reference: z.array(mt940Reference),
  }),
]);

export type Profile = z.infer<typeof profileSchema>;

/** A profile of a format that is a table: CSV or XLSX. */
export type TableProfile = Extract<Profile, { format: 'csv' | 'xlsx' }>;

/** A profile of an ISO 20022 format. */
export type CamtProfile = Extract<Profile, { format: 'camt.053' | 'camt.054' }>;
