import { expect, test } from 'vitest';
import { deskExamples } from '../../../lib/http/openapi-desk-examples.ts';
import { expectSchema } from './described-api.ts';

test.each<[string, keyof typeof deskExamples]>([
  ['DeskSummary', 'summary'],
  ['DeskItemPage', 'items'],
  ['Movement', 'movement'],
  ['Movement', 'accepted'],
  ['DeskEventPage', 'movementEvents'],
  ['DeskOrder', 'order'],
  ['DeskEventPage', 'orderEvents'],
  ['DeskOrder', 'abandoned'],
  ['DeskOrder', 'askedAgain'],
  ['RefundRequest', 'proposalBody'],
  ['ReasonRequest', 'reasonBody'],
  ['Transfer', 'transferBody'],
  ['Proposal', 'requested'],
  ['ProposalPage', 'proposals'],
  ['Proposal', 'approved'],
  ['Proposal', 'declined'],
  ['Proposal', 'transferred'],
])('an example is as its schema says: %s %s', (schema, name) => {
  expectSchema(schema, JSON.parse(JSON.stringify(deskExamples[name])));
});

test('the examples tell one story', () => {
  expect(deskExamples.items.items).toMatchObject([{ type: 'movement', id: deskExamples.movement.id }]);
  expect(deskExamples.movement).toMatchObject({ class: 'wrong-amount', leftVnd: 100_000 });
  expect(deskExamples.approved).toMatchObject({ status: 'approved', refund: { way: 'transfer', status: 'reserved' } });
  expect(deskExamples.transferred.transfer).toEqual(deskExamples.transferBody);
  expect(deskExamples.accepted).toMatchObject({ accepted: true, direction: 'out' });
  expect(deskExamples.abandoned.attempts).toMatchObject([{ status: 'abandoned' }]);
});
