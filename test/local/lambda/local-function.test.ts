import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type LocalFunction, openFunction } from '../../../local/lambda/local-function.ts';
import { openProcessLog } from '../../../local/process-log.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const functionArn = 'arn:aws:lambda:ap-southeast-1:000000000000:function:sample';

/** Opens a function of the given code; `told` is what the terminal would show. */
async function open(
  code: string,
  { timeoutMs = 10_000 } = {},
): Promise<LocalFunction & { told: string[]; folder: string }> {
  const folder = await makeTemporaryFolder();
  await writeFile(join(folder, 'index.mjs'), code);
  const told: string[] = [];
  const declared = {
    name: 'sample',
    arn: functionArn,
    folder,
    handler: 'index.handler',
    timeoutMs,
    memoryMb: 256,
    environment: { TABLE_NAME: 'sample-table' },
    logFormat: 'JSON',
    logLevel: 'INFO',
  };
  const log = openProcessLog(folder, 'sample', (line) => told.push(line));
  const opened = openFunction(declared, { variables: { AWS_REGION: 'ap-southeast-1' }, log });
  onTestFinished(opened.stop);
  return { ...opened, told, folder };
}

const answer = (payload: unknown) => ({ kind: 'answer', payload });

/** Also true of a process that has ended and of which its parent does not know yet. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a handler', () => {
  test('is given the event and what Lambda tells of the invocation', async () => {
    const { invoke } = await open(`
      export const handler = async (event, context) => ({
        event,
        ...context,
        remainingMs: context.getRemainingTimeInMillis(),
      });`);

    expect(await invoke({ a: ['đ'] })).toEqual(
      answer({
        event: { a: ['đ'] },
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        callbackWaitsForEmptyEventLoop: true,
        functionName: 'sample',
        functionVersion: '$LATEST',
        invokedFunctionArn: functionArn,
        logGroupName: '/aws/lambda/sample',
        logStreamName: 'local',
        memoryLimitInMB: '256',
        remainingMs: expect.toSatisfy((ms: number) => ms > 0 && ms <= 10_000),
      }),
    );
  });

  test('sees its own environment and that of Lambda, in UTC, and nothing of this machine', async () => {
    process.env.LEPHI_TEST_SECRET = 'not for functions';
    onTestFinished(() => {
      delete process.env.LEPHI_TEST_SECRET;
    });
    const { invoke } = await open(`
      export const handler = async () => ({
        env: process.env, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, node: process.versions.node });`);

    const outcome = await invoke({});

    expect(outcome).toMatchObject(
      answer({
        env: {
          AWS_REGION: 'ap-southeast-1',
          AWS_LAMBDA_FUNCTION_NAME: 'sample',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
          AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
          TABLE_NAME: 'sample-table',
          TZ: ':UTC',
        },
        zone: 'UTC',
        node: process.versions.node,
      }),
    );
    expect(JSON.stringify(outcome)).not.toContain('not for functions');
  });

  test('keeps what it loaded from one invocation to the next', async () => {
    const { invoke } = await open('let count = 0; export const handler = async () => ++count;');

    expect([await invoke({}), await invoke({}), await invoke({})]).toEqual([answer(1), answer(2), answer(3)]);
  });

  test('that gives back nothing answers null', async () => {
    const { invoke } = await open('export const handler = async () => undefined;');

    expect(await invoke({})).toEqual(answer(null));
  });

  test('does one invocation at a time, and others go on beside it in up to four processes', async () => {
    const { invoke } = await open(`
      let busy = 0;
      export const handler = async () => {
        if (busy++ > 0) throw new Error('two at once');
        await new Promise((resolve) => setTimeout(resolve, 20));
        busy--;
        return process.pid;
      };`);

    const outcomes = await Promise.all(Array.from({ length: 12 }, () => invoke({})));

    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['answer']));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(4);
  });
});

describe('an invocation fails', () => {
  test('with what the handler throws, and the next one goes to the same process', async () => {
    const { invoke, told } = await open(`
      export const handler = async (event) => {
        if (event.fails) throw new RangeError('too far');
        return process.pid;
      };`);

    const before = await invoke({});
    expect(await invoke({ fails: true })).toMatchObject({
      kind: 'failure',
      failure: { errorType: 'RangeError', errorMessage: 'too far' },
    });
    expect(await invoke({})).toEqual(before);
    expect(told).toEqual([expect.stringContaining('sample: RangeError: too far')]);
  });

  test('when it takes longer than its timeout, even in an endless loop, and the next one gets a new process', async () => {
    const { invoke } = await open(
      `export const handler = async (event) => {
        if (event.loops) for (;;);
        return process.pid;
      };`,
      { timeoutMs: 500 },
    );

    const before = await invoke({});
    expect(await invoke({ loops: true })).toMatchObject({
      kind: 'failure',
      failure: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 0\.50 seconds$/),
      },
    });
    const after = await invoke({});
    expect(after.kind).toBe('answer');
    expect(after).not.toEqual(before);
  });

  test('when its process ends, and the next one gets a new process', async () => {
    const { invoke } = await open(`
      export const handler = async (event) => {
        if (event.crashes) process.exit(3);
        return 'well';
      };`);

    expect(await invoke({ crashes: true })).toEqual({
      kind: 'failure',
      failure: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' },
    });
    expect(await invoke({})).toEqual(answer('well'));
  });

  test('not because the process ended after it had answered the one before', async () => {
    const { invoke, told } = await open('export const handler = async () => process.pid;');
    const first = await invoke({});
    const pid = first.kind === 'answer' ? Number(first.payload) : 0;
    process.kill(pid, 'SIGKILL');
    while (exists(pid)) await new Promise((resolve) => setTimeout(resolve, 5));

    expect(await invoke({})).toEqual(answer(expect.toSatisfy((other: number) => other !== pid)));
    expect(told).toEqual([]);
  });

  test('when the bundle cannot be loaded, each time with the reason', async () => {
    const { invoke, told } = await open('throw new TypeError("no table named");');
    const failure = { errorType: 'TypeError', errorMessage: 'no table named' };

    expect(await invoke({})).toMatchObject({ kind: 'failure', failure });
    expect(await invoke({})).toMatchObject({ kind: 'failure', failure });
    expect(told).toHaveLength(2);
  });

  test('when the bundle has no such handler', async () => {
    const { invoke, folder } = await open('export const other = 1;');

    expect(await invoke({})).toMatchObject({
      kind: 'failure',
      failure: { errorMessage: `index.handler is not a function in ${folder}` },
    });
  });
});

describe('what a function says', () => {
  test('is in its log, and errors are told in one line', async () => {
    const { invoke, told, folder } = await open(`
      export const handler = async () => {
        console.log(JSON.stringify({ level: 'INFO', message: 'quiet' }));
        console.log('plain words');
        console.error(JSON.stringify({ level: 'ERROR', message: 'look here' }));
      };`);
    await invoke({});

    await expect.poll(() => readFile(join(folder, 'sample.log'), 'utf8')).toContain('look here');
    expect(await readFile(join(folder, 'sample.log'), 'utf8')).toContain('plain words');
    expect(told).toEqual([`sample: look here (${join(folder, 'sample.log')})`]);
  });
});
