import { type Command, Option } from 'commander';
import * as z from 'zod';
import { sideSchema } from '../lib/domain/statement-source.ts';
import { discrepancyPageSchema } from '../lib/http/public-discrepancy.ts';
import { threeWaysSchema } from '../lib/http/public-three-ways.ts';
import { discrepancyClassSchema } from '../lib/domain/desk.ts';
import { addPlainCommand } from './add-command.ts';
import type { Answer } from './answer.ts';
import { openReconciliation } from './reconciliation-client.ts';
import { describeDiscrepancies, describeThreeWays } from './reconciliation-text.ts';
import type { Terminal } from './terminal.ts';

const listingSchema = z.object({
  class: z.string(),
  account: z.string().optional(),
  side: z.string().optional(),
  agency: z.string().optional(),
  provider: z.string().optional(),
  minVnd: z.string().optional(),
  maxVnd: z.string().optional(),
  olderThanDays: z.string().optional(),
  limit: z.string().optional(),
  after: z.string().optional(),
});

async function list(data: string | undefined, wanted: z.infer<typeof listingSchema>): Promise<Answer> {
  const asked = Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = new URLSearchParams(asked);
  const page = await openReconciliation(data).get(`/discrepancies?${query.toString()}`, discrepancyPageSchema);
  const more = page.next === undefined ? {} : { note: `There is more: --after ${page.next}` };
  const none = page.items.length === 0 && page.next === undefined ? { note: 'Nothing is open.' } : more;
  return { json: page, text: describeDiscrepancies(page.items), ...none };
}

function addDiscrepanciesCommand(parent: Command, terminal: Terminal): void {
  addPlainCommand(
    parent,
    {
      usage: 'discrepancies',
      does: 'Lists the open discrepancies of a class, the oldest first, with the amounts of both sides',
      options: [
        new Option('--class <class>', 'which class').choices(discrepancyClassSchema.options).makeOptionMandatory(),
        new Option('--account <id>', 'of which merchant account'),
        new Option('--side <side>', 'of which side').choices(sideSchema.options),
        new Option('--agency <code>', 'of which agency'),
        new Option('--provider <name>', 'of which provider'),
        new Option('--min-vnd <amount>', 'the least amount by which the sides differ'),
        new Option('--max-vnd <amount>', 'the largest'),
        new Option('--older-than-days <count>', 'found at least so many days ago'),
        new Option('--limit <count>', 'how many at most'),
        new Option('--after <next>', 'where the page before ended'),
      ],
      schema: listingSchema,
      examples: [
        'reconciliation discrepancies --class missing-at-provider',
        'reconciliation discrepancies --class line-of-unknown-reference --older-than-days 3 --json',
      ],
      act: (_args, options, { data }) => list(data, options),
    },
    terminal,
  );
}

/** `reconciliation …`: what the reports could not explain, and payments three ways. */
export function addReconciliationCommands(program: Command, terminal: Terminal): void {
  const parent = program
    .command('reconciliation')
    .description('What reconciliation could not explain, and payments three ways (after login)');
  addDiscrepanciesCommand(parent, terminal);
  addPlainCommand(
    parent,
    {
      usage: 'payment <payment>',
      does: 'Shows a payment three ways: what was said of it, and what the statements of each side show',
      schema: z.object({}),
      examples: ['reconciliation payment LP7K-3M9Q-2XWW'],
      act: async ([payment = ''], _options, { data }) => {
        const path = `/payments/${encodeURIComponent(payment)}`;
        const shown = await openReconciliation(data).get(path, threeWaysSchema);
        return { json: shown, text: describeThreeWays(shown) };
      },
    },
    terminal,
  );
}
