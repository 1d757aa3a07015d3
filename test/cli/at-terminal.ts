import { Readable } from 'node:stream';
import { runLephi } from '../../cli/lephi.ts';

/** What came of a command line: its exit code, and what it wrote to each output. */
export const runAtTerminal = async (args: readonly string[], { input = '', folder = '.' } = {}) => {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runLephi(args, {
    print: (text) => out.push(text),
    note: (text) => err.push(text),
    input: Readable.from([input]),
    folder,
    user: 'nguyen-van-an',
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
