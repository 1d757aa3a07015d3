import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readSecret, type Terminal } from '../../cli/terminal.ts';

const terminalWith = (input: Terminal['input'], folder = '.') => {
  const shown: string[] = [];
  const show = (text: string): void => void shown.push(text);
  const wait = async (): Promise<void> => undefined;
  return { shown, terminal: { print: show, note: show, input, folder, user: 'nguyen-van-an', wait } };
};

test('a secret is read from a pipe as it comes', async () => {
  const { terminal, shown } = terminalWith(Readable.from(['first-', 'secret\n']));

  expect(await readSecret(terminal, 'The key:')).toBe('first-secret\n');
  expect(shown).toEqual([]);
});

test('a secret is typed unseen', async () => {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true });
  const { terminal, shown } = terminalWith(keyboard);
  const typed = readSecret(terminal, 'The key:');
  for (const key of 'first-secretx\u007f\n') keyboard.write(key);

  expect(await typed).toBe('first-secret');
  expect(shown).toEqual(['The key:']);
});

test('a secret is read from a file, or from a pipe when the file is a hyphen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lephi-secret-'));
  await writeFile(join(folder, 'vnpay.key'), 'second-secret\n');
  const { terminal } = terminalWith(Readable.from(['first-secret']), folder);

  expect(await readSecret(terminal, 'The key:', 'vnpay.key')).toBe('second-secret\n');
  expect(await readSecret(terminal, 'The key:', '-')).toBe('first-secret');
  await rm(folder, { recursive: true });
});
