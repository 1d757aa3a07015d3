import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { runLephi } from '../../cli/lephi.ts';

/** What came of a command line: its exit code, and what it wrote to each output. */
export const runAtTerminal = async (
  args: readonly string[],
  {
    input = '',
    folder = '.',
    onNote = () => undefined,
  }: { input?: string; folder?: string; onNote?: (text: string) => unknown } = {},
) => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runLephi(args, {
    print: (text) => out.push(text),
    note: (text) => {
      err.push(text);
      onNote(text);
    },
    input: Readable.from([input]),
    folder,
    user: 'nguyen-van-an',
    wait: () => setTimeout(20),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};

/** Commands for the Lephi that keeps its data in a folder, in which its user sits. */
export const atTerminalOf = (folder: string) => {
  const lephi = (args: readonly string[], input = '') => runAtTerminal([...args, '--data', folder], { folder, input });
  return {
    lephi,
    lephiJson: async (...args: string[]) => {
      const { code, out, err } = await lephi([...args, '--json']);
      return {
        code,
        json: out === '' ? undefined : JSON.parse(out),
        problem: err === '' ? undefined : JSON.parse(err),
      };
    },
  };
};
