import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CannotStart } from './cannot-start.ts';

export type Options = {
  /** Lephi's HTTP API; the sandbox bank, portal and issuer take the three ports after it. 0 takes any free ones. */
  port: number;
  dataFolder: string;
  /** Throws away what the data folder holds. */
  fresh: boolean;
};

const usage = 'npm start -- [--port 4000] [--data .lephi] [--fresh]';

const portMax = 65_532;

const schema = z.object({
  port: z.coerce.number().int().min(0).max(portMax),
  data: z
    .string()
    .min(1)
    .transform((folder) => resolve(folder)),
  fresh: z.boolean(),
});

export function readOptions(args: string[]): Options {
  const { port, data, fresh } = parseOptions(args);
  return { port, dataFolder: data, fresh };
}

function parseOptions(args: string[]): z.infer<typeof schema> {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4000' },
        data: { type: 'string', default: '.lephi' },
        fresh: { type: 'boolean', default: false },
      },
    });
    return schema.parse(values);
  } catch (error) {
    const why = error instanceof z.ZodError ? whyWrong(error) : firstSentence(error);
    throw new CannotStart(`${why}. Usage: ${usage}`);
  }
}

const whyWrong = ({ issues }: z.ZodError): string =>
  issues.some(({ path }) => path[0] === 'port')
    ? `--port takes a number from 0 to ${portMax}`
    : '--data takes the path of a folder';

/** What Node says of a wrong argument goes on to explain itself. */
function firstSentence(error: unknown): string {
  const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\.\s/);
  return sentence;
}
