import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** The terminal or script that a command was given at. */
export type Terminal = {
  readonly print: (text: string) => void;
  /** For people: what a script that reads the output must not find in it. */
  readonly note: (text: string) => void;
  /** Writes over what it wrote before, for a person who waits; a terminal that is none has no such thing. */
  readonly progress?: ((text: string) => void) | undefined;
  readonly input: NodeJS.ReadStream | NodeJS.ReadableStream;
  /** Where the paths of files begin. */
  readonly folder: string;
  /** Who is signed in at this machine. */
  readonly user: string;
  /** Lets time pass while somebody does something elsewhere. */
  readonly wait: (ms: number) => Promise<void>;
};

/** Takes what the terminal would show of a secret while it is typed. */
const nowhere = () =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });

const isTyped = (input: Terminal['input']): boolean => 'isTTY' in input && input.isTTY;

async function askUnseen({ input, note }: Terminal, question: string): Promise<string> {
  note(question);
  const lines = createInterface({ input, output: nowhere(), terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
  }
}

/**
 * Reads a secret from a file, from what is piped in, or from a person who types it unseen. Never from an argument:
 * every user of a machine can list those.
 */
export async function readSecret(terminal: Terminal, question: string, file?: string): Promise<string> {
  if (file !== undefined && file !== '-') return readFile(resolve(terminal.folder, file), 'utf8');
  return isTyped(terminal.input) ? askUnseen(terminal, question) : text(terminal.input);
}
