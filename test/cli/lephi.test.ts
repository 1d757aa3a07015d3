import { describe, expect, test } from 'vitest';
import { runAtTerminal } from './at-terminal.ts';

describe('a command line', () => {
  test.each([
    ['nothing', [], 'Name what is to be done, as --help lists it.'],
    ['half a command', ['bank'], 'Name what is to be done, as --help lists it.'],
    ['an unknown command', ['agncy'], "unknown command 'agncy'"],
    ['an unknown option', ['agency', 'list', '--al'], "unknown option '--al'"],
    ['a missing option', ['agency', 'add', 'H15'], "required option '--name <name>' not specified"],
    ['a missing argument', ['agency', 'show'], "missing required argument 'code'"],
    ['an argument too many', ['agency', 'show', 'H15', 'H16'], 'too many arguments'],
    ['half an account', ['agency', 'add', 'H15', '--name', 'x', '--account', '970436'], 'BANK:NUMBER:NAME'],
    ['an account with a name', ['agency', 'set', 'H15', '--remove-account', '970436:0011:x'], 'BANK:NUMBER,'],
    ['half an assignment', ['bank', 'set', 'x', '--option', 'tmnCode'], 'NAME=VALUE'],
    ['a stage that is none', ['bank', 'list', '--stage', '../x'], 'small letters'],
    ['a secret as an argument', ['bank', 'set-key', 'x', 'first-secret'], 'too many arguments'],
  ])('with %s is answered with exit code 2, for machines too', async (_, args, says) => {
    const plain = await runAtTerminal(args);
    const json = await runAtTerminal([...args, '--json']);

    expect([plain.code, json.code, plain.out, json.out]).toEqual([2, 2, '', '']);
    expect(plain.err).toContain(says);
    expect(JSON.parse(json.err)).toMatchObject({ code: 'usage', detail: expect.stringContaining(says) });
  });

  test('is helped with examples', async () => {
    const { code, out, err } = await runAtTerminal(['bank', 'set-key', '--help']);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('npm run lephi -- bank set-key thu-nghiem-vnpay --secret-file vnpay.key');
    expect(out).toContain('--stage <name>');
  });

  test('has an example for every command, and each example is a command', async () => {
    const { out } = await runAtTerminal(['--help']);
    const words = [...out.matchAll(/^ {2}(agency|client|bank) /gm)].map(([, word]) => word ?? '');
    expect(words).toEqual(['agency', 'client', 'bank']);
    for (const word of words) {
      const help = (await runAtTerminal([word, '--help'])).out;
      const names = [...help.matchAll(/^ {2}([a-z-]+) (?:\[options\] )?(?:<|$| {2})/gm)].flatMap(([, name]) =>
        name === 'help' ? [] : (name ?? []),
      );
      expect(names.length).toBeGreaterThan(6);
      for (const name of names) {
        expect((await runAtTerminal([word, name, '--help'])).out).toContain(`npm run lephi -- ${word} ${name}`);
      }
    }
  });
});
