import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

  test('has an example for every command', async () => {
    const commandsOf = async (...args: string[]) => {
      const { out } = await runAtTerminal([...args, '--help']);
      const listed = out.slice(out.indexOf('\nCommands:\n')).matchAll(/^ {2}([a-z-]+) /gm);
      return [...listed].flatMap(([, name = '']) => (name === 'help' ? [] : [[...args, name]]));
    };
    const commands = (await Promise.all((await commandsOf()).map((args) => commandsOf(...args)))).flat();

    expect(commands.length).toBeGreaterThan(20);
    for (const args of commands) {
      expect((await runAtTerminal([...args, '--help'])).out).toContain(`npm run lephi -- ${args.join(' ')}`);
    }
  });
});

describe('the program', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [fileURLToPath(new URL('../../cli/lephi.ts', import.meta.url)), ...args], {
      encoding: 'utf8',
      input: '',
    });

  test('ends with the exit code and writes to both outputs', () => {
    const nowhere = join(import.meta.dirname, 'no-such-folder');

    expect(run('--help')).toMatchObject({ status: 0, stderr: '' });
    expect(run('agency')).toMatchObject({ status: 2, stdout: '' });
    expect(run('agency', 'list', '--data', nowhere)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'No Lephi runs on this machine: start it with npm start, or name a stage in AWS with --stage.\n',
    });
  });
});
