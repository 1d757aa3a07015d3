import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLephi } from '../../cli/find-lephi.ts';
import { runAtTerminal } from './at-terminal.ts';

let data: string;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'lephi-find-'));
});

afterEach(async () => {
  await rm(data, { recursive: true });
});

const endpoints = { dynamodb: 'http://127.0.0.1:9', secretsManager: 'http://127.0.0.1:9' };
const running = { pid: process.pid, region: 'ap-southeast-1', endpoints };

const announce = (content: unknown) => writeFile(join(data, 'running.json'), JSON.stringify(content));

describe('a Lephi on this machine', () => {
  test('is found by what it says of itself', async () => {
    await announce({ ...running, origin: 'http://127.0.0.1:4000' });

    expect(findLephi({ data })).toEqual({ stage: 'local', machine: { region: 'ap-southeast-1', ...endpoints } });
    expect(findLephi({ data, stage: 'local' })).toEqual(findLephi({ data }));
  });

  test('is not there without a word of it, or when its process is gone', async () => {
    expect(() => findLephi({ data })).toThrow(/^No Lephi runs on this machine: start it with npm start/);
    await announce({ ...running, pid: spawnSync('true').pid });
    expect(() => findLephi({ data })).toThrow(/^No Lephi runs on this machine/);
  });

  test('is not found by a word that nobody understands', async () => {
    await announce({ pid: 1 });

    expect(() => findLephi({ data })).toThrow(/running\.json is broken: stop Lephi and start it again/);
  });

  test('that does not answer is told of in one line', async () => {
    await announce(running);

    expect(await runAtTerminal(['agency', 'list', '--data', data])).toEqual({
      code: 1,
      out: '',
      err: 'Lephi does not answer: start it with npm start.',
    });
  });
});

test('a stage in AWS is found by its name alone', () => {
  expect(findLephi({ stage: 'prod', data })).toEqual({ stage: 'prod' });
});
