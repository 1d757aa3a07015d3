import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { sideSchema } from '../lib/domain/statement-source.ts';
import { vietnamDaySchema } from '../lib/domain/time.ts';
import { writeCsv } from '../lib/reports/csv.ts';
import { writeXlsx } from '../lib/reports/xlsx.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { CannotGoOn } from './cannot-go-on.ts';
import { asText, collect, readDay } from './option-values.ts';
import { clearBar } from './progress-bar.ts';
import { openReconciliation } from './reconciliation-client.ts';
import { reports, type WantedReport } from './report-rows.ts';
import type { Terminal } from './terminal.ts';

const writers = { csv: writeCsv, xlsx: writeXlsx };

const formatSchema = z.enum(['csv', 'xlsx']);

type Format = z.infer<typeof formatSchema>;

const optionsSchema = z.object({
  account: z.array(z.string()).default([]),
  side: z.string().optional(),
  from: vietnamDaySchema,
  to: vietnamDaySchema,
  format: formatSchema.optional(),
  out: z.string(),
});

type Options = z.infer<typeof optionsSchema>;

/** The format that is named, or that of the file's name. */
function formatOf({ format, out }: Options): Format {
  const named = format ?? formatSchema.safeParse(extname(out).slice(1).toLowerCase()).data;
  if (named === undefined) throw new CannotGoOn('Name the format with --format, or a file that ends in .csv or .xlsx.');
  return named;
}

/** Writes a file under another name first: what is there under its own is whole. */
async function writeFile(path: string, report: WantedReport, format: Format): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(
      report.write((table) => writers[format](table)),
      createWriteStream(part),
    );
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

type At = { readonly terminal: Terminal; readonly data?: string | undefined };

async function makeReport(name: keyof typeof reports, options: Options, { terminal, data }: At): Promise<Answer> {
  const format = formatOf(options);
  const path = resolve(terminal.folder, options.out);
  const report = reports[name]({ ...options, api: openReconciliation(data), terminal });
  try {
    await writeFile(path, report, format);
  } finally {
    clearBar(terminal);
  }
  const rows = report.rows();
  return {
    json: { report: name, format, file: path, rows },
    text: `${path}  ${rows} ${rows === 1 ? 'row' : 'rows'}`,
    ...(rows === 0 && { note: 'Nothing was found: the report has no rows.' }),
  };
}

const daysAndFile = () => [
  new Option('--from <day>', 'the first day').argParser(readDay).makeOptionMandatory(),
  new Option('--to <day>', 'the last day, 99 days later at most').argParser(readDay).makeOptionMandatory(),
  new Option('--format <format>', 'as what; as the file is called when left out').choices(formatSchema.options),
  new Option('--out <file>', 'where to write it').makeOptionMandatory(),
];

const accountOption = () =>
  new Option('--account <id>', 'the merchant account; several may be named').argParser(collect(asText));

const bankSideOption = () =>
  new Option('--side <side>', 'whose list stands for the bank; the account’s statement where there is one').choices([
    'bank',
    'provider',
  ]);

const ofAccounts: Record<Exclude<keyof typeof reports, 'discrepancies'>, string> = {
  overview: 'How each day of an account stands against its bank and the treasury (tổng quan đối soát)',
  detail: 'What reconciliation made of each payment and each line (chi tiết đối soát)',
  collections: 'What was collected, by day, agency, procedure, kind of fee, budget code, bank and channel',
};

/** `report …`: what reconciliation found, as CSV and XLSX. */
export function addReportCommands(program: Command, terminal: Terminal): void {
  const parent = program.command('report').description('Reports of reconciliation as CSV and XLSX (after login)');
  const days = '--from 2026-11-01 --to 2026-11-30';
  for (const name of ['overview', 'detail', 'collections'] as const)
    addPlainCommand(
      parent,
      {
        usage: name,
        does: ofAccounts[name],
        options: [accountOption().makeOptionMandatory(), bankSideOption(), ...daysAndFile()],
        schema: optionsSchema,
        examples: [`report ${name} --account so-tu-phap-sepay ${days} --out ${name}.xlsx`],
        act: (_args, options, { data }) => makeReport(name, options, { terminal, data }),
      },
      terminal,
    );
  addPlainCommand(
    parent,
    {
      usage: 'discrepancies',
      does: 'What is open, with its age in working days, both amounts and what would close it',
      options: [
        accountOption(),
        new Option('--side <side>', 'whose statement').choices(sideSchema.options),
        ...daysAndFile(),
      ],
      schema: optionsSchema,
      examples: [`report discrepancies ${days} --out chenh-lech.csv`],
      act: (_args, options, { data }) => makeReport('discrepancies', options, { terminal, data }),
    },
    terminal,
  );
}
