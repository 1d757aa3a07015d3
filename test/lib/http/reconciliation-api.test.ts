import { describe, expect, test } from 'vitest';
import { makeReconciliationRoutes } from '../../../lib/http/reconciliation-api.ts';
import { codesOf, expectPromised, reconciliationOperations } from './described-api.ts';
import { expectRefusal, read } from './http-answer.ts';
import { readToken } from './office.ts';
import { goodCalls, openDoor, openReconciledDay } from './reconciliation-calls.ts';
import { provoke, shareReconciledDay } from './reconciliation-refusals.ts';

describe.each(reconciliationOperations)('$operationId', (operation) => {
  const { operationId } = operation;

  test('needs the token of an officer, and no key of a portal', () => {
    expect(operation.security).toEqual([{ officerToken: [] }]);
  });

  test('answers as it promises', async () => {
    const answer = await goodCalls[operationId]!('mai')(
      await (operation.method === 'GET' ? shareReconciledDay() : openReconciledDay()),
    );

    expect(answer.status, answer.body).toBeLessThan(300);
    expectPromised(operation, answer);
  });

  test.each(codesOf(operation))('can really be refused as %s', async (code) => {
    const answer = await provoke(operationId, code);

    expect(read(answer).code, answer.body).toBe(code);
    expectPromised(operation, answer);
  });
});

describe('each role', () => {
  test('reads all, and only finance officers bring statements and close', async () => {
    const day = await openReconciledDay();
    const routes = makeReconciliationRoutes({ ...day.world, readToken });
    const door = openDoor(day.world);
    const letsIn = async (who: string): Promise<string[]> => {
      const found: string[] = [];
      for (const { method, path } of routes) {
        const target = path.replace('/v1/reconciliation', '').replaceAll(/\{\w+\}/g, '1');
        const { status } = method === 'GET' ? await door.get(who, target) : await door.post(who, target, {});
        if (status !== 401 && status !== 403) found.push(`${method} ${path.replace(/^.*\}/, '')}`);
      }
      return found;
    };
    const reads = routes.filter(({ method }) => method === 'GET');

    expect(await letsIn('thanh')).toHaveLength(reads.length);
    expect(await letsIn('binh')).toHaveLength(reads.length);
    expect((await letsIn('mai')).filter((route) => route.startsWith('POST'))).toEqual([
      'POST /statements',
      'POST /close',
    ]);
    expect(await letsIn('nobody')).toEqual([]);
    expectRefusal(await door.post('thanh', `${day.day}/close`, {}), 403, 'not-allowed');
  });
});
