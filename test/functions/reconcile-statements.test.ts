import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vietnamDay } from '../../lib/domain/time.ts';
import { getBankDay, listQuarantined } from '../../lib/use-cases/read-reconciliation.ts';
import { setCalendar } from '../../lib/use-cases/configure-calendar.ts';
import { setStatementSource } from '../../lib/use-cases/configure-statement-source.ts';
import { readBrought } from '../../cli/brought-files.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { openFunctionWorld, type FunctionWorld, sample, sampleEvent } from './function-world.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('the function reconcile-statements', () => {
  let world: FunctionWorld;
  let handler: typeof import('../../functions/reconcile-statements.ts').handler;
  let files: typeof import('../../lib/runtime/statement-files.ts').files;

  beforeAll(async () => {
    world = await openFunctionWorld();
    ({ handler } = await import('../../functions/reconcile-statements.ts'));
    ({ files } = await import('../../lib/runtime/statement-files.ts'));
    await setCalendar(world.configuring, readBrought('calendar', 'vietnam', ''));
    await setStatementSource(world.configuring, {
      accountId: sample.accountId,
      side: 'provider',
      profile: readBrought('statement-profiles', 'vnpay-csv', ''),
      rules: readBrought('reconciliation-rules', 'transactions', ''),
    });
  });

  afterAll(async () => {
    await world.stop();
  });

  const reconcile = (leftMs = 900_000): Promise<void> =>
    handler(sampleEvent('reconcile-statements'), { getRemainingTimeInMillis: () => leftMs });

  const onToday = () => vietnamDay(world.now());

  const drop = async (name: string, content: string): Promise<string> => {
    const path = `incoming/${sample.accountId}/provider/${onToday()}/${name}`;
    await files.write(path, [Buffer.from(content)]);
    return path;
  };

  const day = (): string => onToday().replaceAll('-', '');

  test('finds nothing to do where nothing is', async () => {
    await expect(reconcile()).resolves.toBeUndefined();
  });

  test('begins nothing when too little time is left', async () => {
    const path = await drop('zero.csv', 'TxnRef,Amount,ResponseCode,PayDate\r\n');
    await reconcile(200_000);

    expect(await files.open(path)).toBeDefined();
  });

  test('receives what was dropped in the bucket, and runs until it is done', async () => {
    await reconcile();

    const of = { accountId: sample.accountId, side: 'provider', on: onToday() } as const;
    expect(await getBankDay(world.store, of)).toMatchObject({
      runs: 1,
      counted: { run: 1, summary: { lines: 0, balanced: true } },
    });
    expect(await files.list('incoming/', { limit: 10 })).toMatchObject({ items: [] });
    const { items } = await files.list('runs/', { limit: 10 });
    expect(
      items
        .map(({ name }) =>
          name
            .split('/')
            .at(-1)
            ?.replace(/-[0-9a-f]{64}/, ''),
        )
        .sort(),
    ).toEqual(['body', 'carry', 'sidecar.json', 'snapshot', 'terms.json']);
  });

  test('quarantines a file that the gate refuses, with its bytes', async () => {
    await drop('odd.csv', `TxnRef,Amount,ResponseCode,PayDate\r\nA1,x,00,${day()}103000\r\n`);
    await reconcile();

    const of = { accountId: sample.accountId, side: 'provider', on: onToday() } as const;
    const { items } = await listQuarantined(world.store, of, { limit: 10 });
    expect(items).toMatchObject([{ name: 'odd.csv', problemCount: 1 }]);
    expect(await files.open(`quarantine/${items[0]?.sha256}`)).toBeDefined();
  });
});
