import { describe, expect, test } from 'vitest';
import { as, goodCalls, post, withProposal } from './desk-calls.ts';
import { commonProvocations, provocations } from './desk-refusals.ts';
import { codesOf, deskOperations, expectPromised } from './described-api.ts';
import { read } from './http-answer.ts';

describe.each(deskOperations)('$operationId', (operation) => {
  const { operationId } = operation;

  test('needs the token of an officer, and no key of a portal', () => {
    expect(operation.security).toEqual([{ officerToken: [] }]);
  });

  test('answers as it promises', async () => {
    const { world, who, call } = await goodCalls[operationId]!();
    const answer = await as(who, world, call);

    expect(answer.status, answer.body).toBeLessThan(300);
    expectPromised(operation, answer);
  });

  test.each(codesOf(operation))('can really be refused as %s', async (code) => {
    const answer = await (provocations[operationId]?.[code] ?? (() => commonProvocations[code]!(operationId)))();

    expect(read(answer).code).toBe(code);
    expectPromised(operation, answer);
  });
});

test('the same key gives a proposal that was made before, as promised', async () => {
  const { world, body } = await withProposal();
  const again = await as('mai', world, post('/proposals', body, 'first'));

  expect(again.status).toBe(200);
  expectPromised(
    deskOperations.find(({ operationId }) => operationId === 'makeProposal')!,
    again,
  );
});
